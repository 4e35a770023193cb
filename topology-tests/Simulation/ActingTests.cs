using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// A stage that acts, under crashes, zombies, moving partitions and failing requests: no effect is lost, and one happens again only if it was underway
/// when its owner crashed, lost the partition or could not wait for it.
/// </summary>
[Trait("Category", "Simulation")]
public class ActingTests
{
    [Theory]
    [InlineData(ProcessingGuarantee.ExactlyOnce)]
    [InlineData(ProcessingGuarantee.AtLeastOnce)]
    public void Effects_UnderCrashes_AreNeitherLostNorRepeatedWithoutReason(ProcessingGuarantee guarantee) => Seeds.RunAll(seed => EffectWorld.Settings(seed, guarantee));

    [Fact]
    public void ActingBeforeCaughtUp_IsNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new ActsAtOnce(cluster, identity, memberId, mischief));

    [Fact]
    public void AppendsNotFlushed_AreNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new FlushesNothing(cluster, identity, memberId, mischief));

    [Fact]
    public void EndReachedByRecordsAlone_IsNoticed() => AssertNoticed((cluster, identity, memberId, mischief) => new CountsRecordsOnly(cluster, identity, memberId, mischief));

    private static void AssertNoticed(Func<SimulatedCluster, StageIdentity, string, Mischief, SimulatedLog> makeLog) =>
        Seeds.AssertNoticed(seed => EffectWorld.Settings(seed, ProcessingGuarantee.ExactlyOnce) with { MakeLog = makeLog });
}
