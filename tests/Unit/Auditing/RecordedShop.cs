using Google.Protobuf;
using Tocsin.Detect;
using Tocsin.Detect.Auditing;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

/// <summary>
/// A log with everything that happens to one: services that are slow now and then, late and malformed samples, a partition that falls idle, ticks, a change
/// of rules, and Detect's own stage that wrote the alarms, some of them once more after a crash.
/// </summary>
internal sealed class RecordedShop
{
    public const int Minutes = 120;
    public const long StartMs = 1_763_690_000_000 / MsPerMinute * MsPerMinute;
    public const long MsPerMinute = 60_000;
    private const int Partitions = 3;
    private const int ChangeAt = 60;
    private const int StepMs = 20_000;
    private readonly Dictionary<string, RuleSet> _rules = [];

    public RecordedShop()
    {
        Log.Create(Topics.Metrics, Partitions);
        Log.Create(Topics.Alarms, Partitions);
        Log.Create(Topics.Rules, 1);
        Log.Create(Topics.State(DetectStage.Name), Partitions);
        var first = Apply(Settings(1_000));
        var second = Apply(Settings(1_500));
        for (var partition = 0; partition < Partitions; partition++)
        {
            Publish(partition, second.Version);
            var activation = Log.Of(Topics.Metrics, partition).Single(record => MetricRecordOf(record)?.Activation is not null);
            var said = new PartitionRules { StartVersion = first.Version, Activations = { new Activation { Version = second.Version, Offset = activation.Offset } } };
            Log.Append(Topics.Rules, 0, StartMs, RulesKeys.OfPartition(partition), said.ToByteArray());
            Detect(partition, first);
            Log.Positions[partition] = Log.Bounds(Topics.Metrics, partition).To;
        }
    }

    public MemoryLog Log { get; } = new();

    public Tocsin.Protos.Topics Topics { get; } = new("shop");

    public IReadOnlyList<InputRecord> Alarms => [.. Log.Of(Topics.Alarms).DistinctBy(record => Convert.ToHexString(record.Value!))];

    public RuleSet RulesOf(string version) => _rules[version];

    public static long Minute(int minute) => StartMs + (minute * MsPerMinute);

    public AuditReport Audit(int from = 0, int? to = null, string? cache = null, bool resumes = false, CancellationToken cancel = default) =>
        new Audit(Log, new AuditSettings
        {
            Topics = Topics,
            FromMs = Minute(from),
            ToMs = to is { } end ? Minute(end) : null,
            CacheFolder = cache,
            Resumes = resumes,
            Threads = 1,
        }).Run(cancel);

    public static AlarmMessage AlarmOf(InputRecord record) => AlarmMessage.Parser.ParseFrom(record.Value);

    /// <summary>Rules under their version, with another text.</summary>
    public void ChangeThePast(string version)
    {
        var text = Settings(1_250);
        var record = new RuleSetText { Version = version, Text = text, FileName = "rules.yml", Sha256 = RulesTopic.Sha256(text) };
        Log.Append(Topics.Rules, 0, StartMs, RulesKeys.OfVersion(version), record.ToByteArray());
    }

    private static string Settings(int threshold) => $$"""
        rules:
          slow_rule: {metrics-name: slow, op: ">", threshold: {{threshold}}, period: 5, count: 2, silence-period: 3, recovery-observation-period: 1}
          quick_rule: {metrics-name: slow, op: ">", threshold: 1900, evaluate: on-arrival, silence-period: 2}
          gone_rule: {metrics-name: gone, op: ">", threshold: 100, no-data: alarm, no-data-after: 4}
        composite-rules:
          both_rule: {expression: slow_rule && quick_rule, message: "both of {name}"}
        """;

    private static MetricRecord? MetricRecordOf(InputRecord record)
    {
        try
        {
            return MetricRecord.Parser.ParseFrom(record.Value);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private RuleSet Apply(string text)
    {
        var rules = SettingsReader.Read(text, "rules.yml").RuleSet!;
        var record = new RuleSetText { Version = rules.Version, Text = text, FileName = "rules.yml", Sha256 = RulesTopic.Sha256(text) };
        Log.Append(Topics.Rules, 0, StartMs, RulesKeys.OfVersion(rules.Version), record.ToByteArray());
        _rules[rules.Version] = rules;
        return rules;
    }

    private void Publish(int partition, string nextVersion)
    {
        var random = new Random(partition);
        for (var timeMs = StartMs; timeMs < Minute(Minutes); timeMs += StepMs)
        {
            var minute = (int)((timeMs - StartMs) / MsPerMinute);
            if (partition == 1 && minute is > 40 and < 70)
            {
                // Idle: only ticks, and the marker.
                Append(partition, timeMs, new MetricRecord { Tick = new Tick { TimeMs = timeMs } });
            }
            else
            {
                Append(partition, timeMs, Sample(random, partition, "slow", timeMs, random.Next(minute / 10 % 2 == 0 ? 900 : 2_000)));
                if (minute % 15 < 10)
                {
                    Append(partition, timeMs, Sample(random, partition, "gone", timeMs, random.Next(120)));
                }
            }

            if (timeMs == Minute(ChangeAt))
            {
                Append(partition, timeMs, new MetricRecord { Activation = new RuleSetActivated { Version = nextVersion } });
            }

            if (random.Next(40) == 0)
            {
                Log.Append(Topics.Metrics, partition, timeMs, null, [0x0A, 0x7F, 0x01]);
            }
        }
    }

    private void Append(int partition, long timeMs, MetricRecord record) => Log.Append(Topics.Metrics, partition, timeMs, null, record.ToByteArray());

    /// <summary>One in six is late.</summary>
    private static MetricRecord Sample(Random random, int partition, string metric, long timeMs, int value)
    {
        var name = $"svc-{partition}-{random.Next(3)}";
        return new()
        {
            Sample = new()
            {
                Metric = metric,
                Entity = new Entity { Scope = Scope.Service, Id0 = name, Name = name, Attributes = { ["rack"] = "r1" } },
                TimeMs = random.Next(6) == 0 ? timeMs - (random.Next(8) * MsPerMinute) : timeMs,
                Integer = value,
            },
        };
    }

    private void Detect(int partition, RuleSet first)
    {
        var stage = DetectStage.Create(partition, [], new Versions(this, first), Topics, new StageMetrics(DetectStage.Name).Partition(partition));
        var outputs = new List<OutputRecord>();
        foreach (var record in Log.Of(Topics.Metrics, partition))
        {
            var before = outputs.Count;
            stage.Process(record, outputs);
            if (record.Offset % 97 == 0)
            {
                // A crash, after which the last outputs are written once more.
                outputs.AddRange(outputs[Math.Max(0, before - 2)..]);
            }
        }

        foreach (var output in outputs.Where(output => output.Topic == Topics.Alarms))
        {
            Log.Append(Topics.Alarms, output.Key![^1] % Partitions, StartMs, output.Key, output.Value);
        }
    }

    private sealed class Versions(RecordedShop shop, RuleSet first) : IRuleVersions
    {
        public RuleSet? Find(string version) => shop._rules.GetValueOrDefault(version);

        public RuleSet StartOf(int partition) => first;
    }
}
