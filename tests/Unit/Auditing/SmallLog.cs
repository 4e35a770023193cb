using Google.Protobuf;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.State;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

/// <summary>One partition, a few rules, and samples minute by minute.</summary>
internal sealed class SmallLog
{
    public const string Settings = """
        rules:
          slow_rule: {metrics-name: resp_time, op: ">", threshold: 1000, period: 3, count: 2, silence-period: 2}
          very_rule: {metrics-name: resp_time, op: ">", threshold: 4000, period: 2, only-as-condition: true}
          other_rule: {metrics-name: other, op: ">", threshold: 1}
        composite-rules:
          both_rule: {expression: slow_rule && very_rule, message: "both of {name}"}
        """;

    private const long MsPerMinute = 60_000;
    private const long StartMs = 1_763_690_000_000 / MsPerMinute * MsPerMinute;
    private readonly RuleSet _rules = SettingsReader.Read(Settings, "rules.yml").RuleSet!;

    public SmallLog()
    {
        Log.Create(Topics.Metrics, 1);
        Log.Create(Topics.Rules, 1);
        Log.Create(Topics.State("detect"), 1);
        var text = new RuleSetText { Version = _rules.Version, Text = Settings, FileName = "rules.yml", Sha256 = RulesTopic.Sha256(Settings) };
        Log.Append(Topics.Rules, 0, StartMs, RulesKeys.OfVersion(_rules.Version), text.ToByteArray());
        Log.Append(Topics.Rules, 0, StartMs, RulesKeys.OfPartition(0), new PartitionRules { StartVersion = _rules.Version }.ToByteArray());
    }

    public MemoryLog Log { get; } = new();

    public Tocsin.Protos.Topics Topics { get; } = new("small");

    public static long Minute(int minute) => StartMs + (minute * MsPerMinute);

    /// <summary>A value that arrives in a minute, dated so many minutes before.</summary>
    public void Sample(int minute, string service, long value, int late = 0, Scope scope = Scope.Service) => Append(Minute(minute) + 20_000, new()
    {
        Sample = new Sample { Metric = "resp_time", Entity = new Entity { Scope = scope, Id0 = service, Name = service }, TimeMs = Minute(minute - late) + 20_000, Integer = value },
    });

    public void Tick(int minute) => Append(Minute(minute) + 20_000, new MetricRecord { Tick = new Tick() });

    /// <summary>Lets Detect come to the end, and saves what it knows then.</summary>
    public void Save()
    {
        var detector = new Detector(_rules);
        foreach (var record in Log.Of(Topics.Metrics, 0))
        {
            detector.Process(record.Value, record.TimestampMs, _ => _rules, new DetectorOutput());
        }

        var saved = new List<KeyValuePair<byte[], byte[]?>>();
        detector.SaveWhole(saved);
        StateRecord[] records = [.. saved.Select(each => Changelog.OfStage(each.Key, each.Value)), Changelog.OfCheckpoint(new Checkpoint { NextOffset = Log.Bounds(Topics.Metrics, 0).To })];
        foreach (var record in records)
        {
            Log.Append(Topics.State("detect"), 0, StartMs, record.Key, record.Value);
        }
    }

    private void Append(long timeMs, MetricRecord record) => Log.Append(Topics.Metrics, 0, timeMs, null, record.ToByteArray());
}
