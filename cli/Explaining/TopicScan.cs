using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Explaining;

/// <summary>Reads topics from a time on to their present ends, a record at a time.</summary>
internal sealed class TopicScan(ClientSettings client, Topics topics)
{
    public Topics Topics => topics;

    public ClientSettings Client => client;

    /// <summary>Gives what can be parsed; anything else is passed over.</summary>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public void Read<T>(string topic, long sinceMs, MessageParser<T> parser, Action<T, InputRecord> take)
        where T : IMessage<T> => Read(topic, sinceMs, record =>
        {
            if (record.Value is not null && TryParse(parser, record.Value, out var message))
            {
                take(message!, record);
            }
        });

    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public void Read(string topic, long sinceMs, Action<InputRecord> take)
    {
        using var reader = new CatchUpReader(client, topic, sinceMs);
        reader.ReadOn(record =>
        {
            if (record.TimestampMs >= sinceMs)
            {
                take(record);
            }
        });
    }

    public static bool TryParse<T>(MessageParser<T> parser, byte[] value, out T? message)
        where T : IMessage<T>
    {
        try
        {
            message = parser.ParseFrom(value);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            message = default;
            return false;
        }
    }
}
