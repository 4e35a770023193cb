using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>The runtime under crashes, zombies, moving partitions and failing requests: what it writes is what a plain run gives.</summary>
[Trait("Category", "Simulation")]
public class SimulationTests
{
    private static readonly StageIdentity _counting = new("counting", "input", [CountingStage.Topic], "state", "dead", "group");

    [Fact]
    public void Counts_ExactlyOnce_EqualThePlainRun() => Seeds.RunAll(seed => Counting(seed, ProcessingGuarantee.ExactlyOnce));

    [Fact]
    public void Counts_AtLeastOnce_EqualThePlainRunBehindTheOriginFilter() => Seeds.RunAll(seed => Counting(seed, ProcessingGuarantee.AtLeastOnce));

    [Fact]
    public void Alarms_ExactlyOnce_EqualThePlainRun() => Seeds.RunAll(seed => DetectSimulation.Settings(seed, ProcessingGuarantee.ExactlyOnce));

    [Fact]
    public void Alarms_AtLeastOnce_EqualThePlainRunBehindTheOriginFilter() => Seeds.RunAll(seed => DetectSimulation.Settings(seed, ProcessingGuarantee.AtLeastOnce));

    [Fact]
    public void PositionsCommittedBeforeOutputs_AreNoticed() => AssertNoticed(settings => settings with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new CommitsBeforeProducing(cluster, identity, memberId, mischief),
    });

    [Fact]
    public void ZombiesLetThrough_AreNoticed() => AssertNoticed(settings => settings with { Fences = false });

    [Fact]
    public void StateWithoutCheckpoint_IsNoticed() => AssertNoticed(settings => settings with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new IgnoresCheckpoints(cluster, identity, memberId, mischief),
    });

    [Fact]
    public void OutputsNotSuppressed_AreNoticed() => AssertNoticed(settings => settings with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new SuppressesNothing(cluster, identity, memberId, mischief),
    });

    [Fact]
    public void TicksNotLogged_AreNoticed() => AssertNoticed(settings => settings with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new KeepsTicksToItself(cluster, identity, memberId, mischief),
    });

    private static void AssertNoticed(Func<SimulationSettings, SimulationSettings> sabotage) =>
        Seeds.AssertNoticed(seed => sabotage(Counting(seed, ProcessingGuarantee.ExactlyOnce)));

    private static SimulationSettings Counting(int seed, ProcessingGuarantee guarantee)
    {
        var random = new Random(seed);
        return new SimulationSettings
        {
            Identity = _counting,
            Create = (_, state) => new CountingStage(state),
            Instances = random.Next(1, 4),
            Guarantee = guarantee,
            Input = [.. Enumerable.Range(0, 120).Select(i => (random.Next(3), Encoding.UTF8.GetBytes($"k{random.Next(10)}"), Encoding.UTF8.GetBytes($"v{i}")))],
        };
    }
}
