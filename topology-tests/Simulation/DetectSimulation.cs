using Google.Protobuf;
using Tocsin.Detect;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Detect with a bit of everything: silence, recovery, no data, on-arrival and composite rules, and a change of rules on the way.</summary>
internal sealed class DetectSimulation : IRuleVersions
{
    private const int Records = 150;
    private const int Partitions = 3;

    private const string Before = """
        rules:
          slow_rule: {metrics-name: slow, op: ">", threshold: 10, period: 3, count: 2, silence-period: 2}
          quick_rule: {metrics-name: quick, op: ">", threshold: 10, evaluate: on-arrival, silence-period: 1, recovery-observation-period: 1}
          gone_rule: {metrics-name: gone, op: ">", threshold: 10, no-data: alarm, no-data-after: 2}
        composite-rules:
          both_rule: {expression: slow_rule && quick_rule, message: "both of {name}"}
        """;

    private static readonly Topics _topics = new("simulated");
    private static readonly RuleSet _before = Read(Before);
    private static readonly RuleSet _after = Read(Before.Replace("period: 3", "period: 4", StringComparison.Ordinal));

    public RuleSet? Find(string version) => version == _before.Version ? _before : version == _after.Version ? _after : null;

    public RuleSet StartOf(int partition) => _before;

    public static SimulationSettings Settings(int seed, ProcessingGuarantee guarantee)
    {
        var random = new Random(seed);
        var rules = new DetectSimulation();
        return new SimulationSettings
        {
            Identity = new(DetectStage.Name, _topics.Metrics, [_topics.Alarms], _topics.State(DetectStage.Name), _topics.DeadLetters, "detect"),
            Create = (partition, state) => DetectStage.Create(partition, state, rules, _topics, new StageMetrics(DetectStage.Name).Partition(partition)),
            Partitions = Partitions,
            Instances = random.Next(1, 4),
            Guarantee = guarantee,
            MaxAdvanceMs = 30_000,
            Input = [.. Samples(random).Take(Records / 2), .. Activations(), .. Samples(random).Take(Records / 2)],
        };
    }

    private static IEnumerable<(int Partition, byte[] Key, byte[] Value)> Samples(Random random)
    {
        while (true)
        {
            var entity = random.Next(6);
            var sample = new Sample
            {
                Metric = random.Next(3) switch { 0 => "slow", 1 => "quick", _ => "gone" },
                Entity = new Entity { Scope = Scope.Service, Id0 = $"e{entity}", Name = $"entity {entity}" },
                Integer = random.Next(5, 20),
            };
            yield return (entity % Partitions, EntityKey.Of(sample.Entity.Id0, ""), new MetricRecord { Sample = sample }.ToByteArray());
        }
    }

    private static IEnumerable<(int Partition, byte[] Key, byte[] Value)> Activations() => Enumerable.Range(0, Partitions)
        .Select(partition => (partition, Array.Empty<byte>(), new MetricRecord { Activation = new RuleSetActivated { Version = _after.Version } }.ToByteArray()));

    private static RuleSet Read(string text) => SettingsReader.Read(text, "simulated.yml").RuleSet!;
}
