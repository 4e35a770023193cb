using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation.Decisions;

/// <summary>
/// Converge's two stages under crashes, zombies, moving partitions and failing requests, with outcomes and answers that come late, twice or never: what is
/// written is what a replay gives, no package runs twice for one decision, none is lost, and quotas hold across instances.
/// </summary>
[Trait("Category", "Simulation")]
public class ConvergeTests
{
    [Theory]
    [InlineData(ProcessingGuarantee.ExactlyOnce)]
    [InlineData(ProcessingGuarantee.AtLeastOnce)]
    public void Decisions_UnderCrashes_AreThoseOfAReplay_AndRunOnce(ProcessingGuarantee guarantee) => Seeds.RunAll(seed => DecisionWorld.Settings(seed, guarantee));

    [Fact]
    public void CommandsTakenTwice_AreNoticed() =>
        Seeds.AssertNoticed(seed => DecisionWorld.Settings(seed, ProcessingGuarantee.AtLeastOnce, dropsRepetitions: false));

    [Fact]
    public void SignalsTakenTwice_AreNoticed() =>
        Seeds.AssertNoticed(seed => DecisionWorld.Settings(seed, ProcessingGuarantee.AtLeastOnce, stage => new ForgetsOrigins(stage)));

    [Fact]
    public void StateWithoutCheckpoint_IsNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new IgnoresCheckpoints(cluster, identity, memberId, mischief));

    [Fact]
    public void OutputsNotSuppressed_AreNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new SuppressesNothing(cluster, identity, memberId, mischief));

    [Fact]
    public void PositionsCommittedBeforeOutputs_AreNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new CommitsBeforeProducing(cluster, identity, memberId, mischief));

    [Fact]
    public void TicksNotLogged_AreNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new KeepsTicksToItself(cluster, identity, memberId, mischief));

    private static void AssertNoticed(Func<SimulatedCluster, StageIdentity, string, Mischief, SimulatedLog> makeLog) =>
        Seeds.AssertNoticed(seed => DecisionWorld.Settings(seed, ProcessingGuarantee.ExactlyOnce) with { MakeLog = makeLog });
}
