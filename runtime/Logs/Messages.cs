using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Records as the client wants them.</summary>
internal static class Messages
{
    public static Message<byte[], byte[]> Of(OutputRecord record)
    {
        var message = new Message<byte[], byte[]> { Key = record.Key!, Value = record.Value!, Headers = record.Headers };
        if (record.TimestampMs is { } timestampMs)
        {
            message.Timestamp = new Timestamp(timestampMs, TimestampType.CreateTime);
        }

        return message;
    }
}
