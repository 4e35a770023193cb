using Google.Protobuf;
using Tocsin.Cli.Brokers;
using Tocsin.Integration.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Acting;

/// <summary>An embedded broker with alarms and records, as Detect and Converge write them.</summary>
internal sealed class Logbook : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly TopicWriter _writer;

    public Logbook()
    {
        Client = new ClientSettings { BootstrapServers = Broker.BootstrapServers };
        _writer = new TopicWriter(Client);
        DemoTopics.Create(Broker, Topics, partitions: 2);
    }

    public static Topics Topics { get; } = new();

    /// <summary>The log's time now; commands look back from there.</summary>
    public static long NowMs { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>If set, records are a millisecond apart from here on, so that their order can be seen from their times.</summary>
    public long? NextMs { get; set; }

    public EmbeddedBroker Broker { get; } = EmbeddedBroker.Start();

    public ClientSettings Client { get; }

    public static AlarmMessage Alarm(string episode, AlarmState state = AlarmState.Firing, uint sequence = 1, string rule = "slow_rule", string? entity = null) => new()
    {
        Id = sequence == 1 ? episode : $"{episode}-{sequence}",
        EpisodeId = episode,
        Sequence = sequence,
        State = state,
        Reason = state == AlarmState.Firing ? AlarmReason.ConditionTrue : AlarmReason.ConditionFalse,
        RuleName = rule,
        Scope = "SERVICE",
        Name = entity ?? $"entity-of-{episode}",
        Id0 = $"id-of-{episode}",
        StartTime = NowMs - 60_000,
        TimeMs = NowMs - 60_000 + (sequence * 1_000),
    };

    public static ProcessingRecord Record(string id, AlarmMessage alarm, ProcessingStatus status, Action<ProcessingRecord>? change = null)
    {
        var record = new ProcessingRecord
        {
            Id = id,
            Status = status,
            Reason = "undefended",
            Sentence = "No defense stands before the package.",
            Policy = "default",
            Package = "notify-firing",
            Receiver = "slack.ops",
            AlarmId = alarm.Id,
            EpisodeId = alarm.EpisodeId,
            RuleName = alarm.RuleName,
            Name = alarm.Name,
            AlarmState = alarm.State,
            ReceivedMs = NowMs - 50_000,
            Key = ByteString.CopyFromUtf8($"key of {id}"),
        };
        change?.Invoke(record);
        return record;
    }

    public void Write(AlarmMessage alarm) => Write(Topics.Alarms, EntityKey.Of(alarm.Id0, alarm.Id1), alarm);

    public void Write(ProcessingRecord record) => Write(Topics.Records, RecordKeys.OfProcessing(record.Id), record);

    public void Write(string topic, byte[]? key, IMessage value, long? timeMs = null, int? partition = null)
    {
        _writer.Write(new OutputRecord(topic, key, value.ToByteArray(), TimestampMs: timeMs ?? NextMs++), partition);
        _writer.Flush(_patience);
    }

    public List<InputRecord> Read(string topic)
    {
        using var reader = new CatchUpReader(Client, topic);
        var records = new List<InputRecord>();
        reader.ReadOn(records.Add);
        return records;
    }

    public Task<(int ExitCode, string Output, string Error)> Run(string line, string input = "") => Commands.Run($"{line} -b {Broker.BootstrapServers}", input);

    public void Dispose()
    {
        _writer.Dispose();
        Broker.Dispose();
    }
}
