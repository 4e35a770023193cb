using System.Globalization;
using System.Text;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>The runtime under crashes, zombies, moving partitions and failing requests: what it writes is what a plain run gives.</summary>
[Trait("Category", "Simulation")]
public class SimulationTests
{
    private const int DefaultSeeds = 200;
    private static readonly StageIdentity _counting = new("counting", "input", [CountingStage.Topic], "state", "dead", "group");

    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("TOCSIN_SEEDS"), out var seeds) ? seeds : DefaultSeeds;

    [Fact]
    public void Counts_ExactlyOnce_EqualThePlainRun() => RunAll(seed => Counting(seed, ProcessingGuarantee.ExactlyOnce));

    [Fact]
    public void Counts_AtLeastOnce_EqualThePlainRunBehindTheOriginFilter() => RunAll(seed => Counting(seed, ProcessingGuarantee.AtLeastOnce));

    [Fact]
    public void Alarms_ExactlyOnce_EqualThePlainRun() => RunAll(seed => DetectSimulation.Settings(seed, ProcessingGuarantee.ExactlyOnce));

    [Fact]
    public void Alarms_AtLeastOnce_EqualThePlainRunBehindTheOriginFilter() => RunAll(seed => DetectSimulation.Settings(seed, ProcessingGuarantee.AtLeastOnce));

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

    private static void RunAll(Func<int, SimulationSettings> settings)
    {
        var single = Environment.GetEnvironmentVariable("TOCSIN_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : (int?)null;
        for (var seed = single ?? 1; seed <= (single ?? Seeds); seed++)
        {
            if (Difference(settings(seed), seed, out var events) is { } difference)
            {
                Assert.Fail($"seed {seed}: {difference}\nagain: make simulate SEED={seed}\n{string.Join('\n', events)}");
            }
        }
    }

    private static void AssertNoticed(Func<SimulationSettings, SimulationSettings> sabotage)
    {
        const int EnoughSeeds = 100;
        Assert.Contains(Enumerable.Range(1, EnoughSeeds), seed => Difference(sabotage(Counting(seed, ProcessingGuarantee.ExactlyOnce)), seed, out _) is not null);
    }

    private static string? Difference(SimulationSettings settings, int seed, out List<string> events)
    {
        var run = new SimulationRun(settings, seed);
        events = run.Events;
        run.Run();
        return SimulationOutcome.Difference(run, settings);
    }

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
