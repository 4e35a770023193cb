using System.Text;
using Google.Protobuf;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>The records topic from a time on, read for its processing records and groups. To be used from one thread.</summary>
internal sealed class Ledger : IDisposable
{
    private static readonly byte[] _processing = Encoding.UTF8.GetBytes(RecordKeys.ProcessingPrefix);
    private static readonly byte[] _group = Encoding.UTF8.GetBytes(RecordKeys.GroupPrefix);
    private readonly CatchUpReader _reader;

    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public Ledger(ClientSettings client, Topics topics, long sinceMs)
    {
        SinceMs = sinceMs;
        Topic = topics.Records;
        _reader = new CatchUpReader(client, topics.Records, sinceMs);
    }

    public long SinceMs { get; }

    public string Topic { get; }

    /// <summary>Reads on to the present end: each state of a processing record in its order. What was written before the time is passed over.</summary>
    public void ReadOn(Action<ProcessingRecord, InputRecord> take) => _reader.ReadOn(record =>
    {
        if (record.TimestampMs >= SinceMs && Read(record) is { } state)
        {
            take(state, record);
        }
    });

    /// <summary>The same, groups too.</summary>
    public void ReadOn(Action<ProcessingRecord> take, Action<ConvergenceGroup> takeGroup) => _reader.ReadOn(record =>
    {
        if (Read(record) is { } state)
        {
            take(state);
        }
        else if (ReadGroup(record) is { } group)
        {
            takeGroup(group);
        }
    });

    /// <summary>Null for anything but a processing record.</summary>
    public static ProcessingRecord? Read(InputRecord record) => Is(record, _processing) ? Parsed(ProcessingRecord.Parser, record.Value) : null;

    /// <summary>Null for anything but a group.</summary>
    public static ConvergenceGroup? ReadGroup(InputRecord record) => Is(record, _group) ? Parsed(ConvergenceGroup.Parser, record.Value) : null;

    public void Dispose() => _reader.Dispose();

    private static bool Is(InputRecord record, byte[] prefix) => record.Value is not null && record.Key.AsSpan().StartsWith(prefix);

    private static T? Parsed<T>(MessageParser<T> parser, byte[]? value)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(value ?? []);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
