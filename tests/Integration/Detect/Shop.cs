using System.Text;
using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Detect;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Detect;

/// <summary>Detect on a cluster, and both ends of it: what producers publish and what comes out.</summary>
public sealed class Shop : IDisposable
{
    public const long MsPerMinute = 60_000;

    /// <summary>Two of three minutes over 1000; silence as long as the window.</summary>
    public const string Rules = """
        rules:
          slow_rule:
            metrics-name: resp_time
            op: ">"
            threshold: 1000
            period: 3
            count: 2
            silence-period: 3
            message: "{name} took {value} ms"
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);
    // A group that lost its members is free for new ones after its session time-out.
    private static readonly Dictionary<string, string> _quick = new() { ["session.timeout.ms"] = "6000" };
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly ClientSettings _client;
    private readonly TopicWriter _writer;
    private readonly Dictionary<string, TopicReader> _readers = [];

    public Shop(Cluster? cluster = null)
    {
        Cluster = cluster ?? new Cluster();
        _client = new ClientSettings { BootstrapServers = Cluster.BootstrapServers, Options = _quick };
        _writer = new TopicWriter(_client);
        WriteRules(Rules);
    }

    public Cluster Cluster { get; }

    public string RulesFile => Path.Combine(_folder, "rules.yml");

    public Topics Topics => Cluster.Topics;

    public Log Log { get; } = new();

    /// <summary>The start of a minute a while ago, so that no test waits for the wall clock: what it publishes is overdue already.</summary>
    public long StartMs { get; } = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / MsPerMinute * MsPerMinute) - (30 * MsPerMinute);

    public long Minute(int number) => StartMs + (number * MsPerMinute);

    public void WriteRules(string text) => File.WriteAllText(RulesFile, text);

    /// <summary>Detect, with the system's clock unless it is given another.</summary>
    public RunningDetect Start(TimeProvider? time = null)
    {
        var guarantee = Cluster.HasTransactions ? ProcessingGuarantee.ExactlyOnce : ProcessingGuarantee.AtLeastOnce;
        var settings = new DetectSettings { Client = _client, RulesFile = RulesFile, Topics = Topics, GroupId = Topics.Prefix, Runner = new() { Guarantee = guarantee } };
        return new(settings, time ?? TimeProvider.System, Log);
    }

    /// <summary>A sample of resp_time, measured when it is published unless said otherwise.</summary>
    public static MetricRecord Sample(string service, double value, long timeMs = 0) => new()
    {
        Sample = new Sample { Metric = "resp_time", Entity = Service(service), TimeMs = timeMs, Real = value },
    };

    public static Entity Service(string name) => new() { Scope = Scope.Service, Id0 = name, Name = name };

    public void Publish(MetricRecord record, long timestampMs, int? partition = null, string? key = null) =>
        Publish(record.ToByteArray(), timestampMs, partition, key ?? record.Sample?.Entity?.Id0);

    public void Publish(byte[]? value, long timestampMs, int? partition = null, string? key = null, Headers? headers = null) =>
        _writer.Write(new OutputRecord(Topics.Metrics, key is null ? null : Encoding.UTF8.GetBytes(key), value, headers, timestampMs), partition);

    /// <summary>Waits until everything published is in the log.</summary>
    public void Flush() => _writer.Flush(_patience);

    /// <summary>A value in each of these minutes, published in that minute.</summary>
    public void PublishMinutes(string service, IEnumerable<double> values, int from = 0, int? partition = null)
    {
        foreach (var (value, index) in values.Select((value, index) => (value, index)))
        {
            Publish(Sample(service, value), Minute(from + index) + 10_000, partition);
        }
    }

    public List<AlarmMessage> Alarms(int expected) =>
        [.. Read(Topics.Alarms, expected).Select(record => AlarmMessage.Parser.ParseFrom(record.Value))];

    public List<InputRecord> DeadLetters(int expected) => Read(Topics.DeadLetters, expected);

    /// <summary>The next records of a topic, in the order they arrived; fails if they don't come.</summary>
    public List<InputRecord> Read(string topic, int expected)
    {
        if (!_readers.TryGetValue(topic, out var reader))
        {
            _readers[topic] = reader = new TopicReader(_client, topic, fromBeginning: true);
        }

        var records = new List<InputRecord>();
        Eventually(
            () =>
            {
                if (reader.Read(_poll) is { } record)
                {
                    records.Add(record);
                }

                return records.Count >= expected;
            },
            () => $"{records.Count} of {expected} records came from {topic}; Detect says:\n{Log}");
        return records;
    }

    /// <summary>Reads on to the record that is looked for; fails if it doesn't come.</summary>
    public InputRecord Find(string topic, Func<InputRecord, bool> isIt)
    {
        InputRecord record;
        do
        {
            record = Read(topic, expected: 1)[0];
        }
        while (!isIt(record));
        return record;
    }

    /// <summary>Fails if the topic has more records than were read.</summary>
    public void AssertNoMore(string topic) => Assert.Null(_readers[topic].Read(TimeSpan.FromSeconds(1)));

    public static void Eventually(Func<bool> condition, Func<string> otherwise)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !condition(); Thread.Sleep(10))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < _patience, otherwise());
        }
    }

    public void Dispose()
    {
        foreach (var reader in _readers.Values)
        {
            reader.Dispose();
        }

        _writer.Dispose();
        Cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
