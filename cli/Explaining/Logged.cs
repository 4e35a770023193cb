using Google.Protobuf;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Explaining;

/// <summary>What a record of a topic says, and where and when it was written.</summary>
internal sealed record Logged<T>(T Value, string Topic, int Partition, long Offset, long TimeMs)
    where T : IMessage<T>
{
    public static Logged<T> Of(T value, InputRecord record) => new(value, record.Topic, record.Partition, record.Offset, record.TimestampMs);
}
