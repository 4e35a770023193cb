using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>
/// The deliver stage under crashes, zombies, moving partitions and failing requests, with receivers that answer as they please: every delivery ends once,
/// in the order of its entity, under the same id, and only what was underway is sent again.
/// </summary>
[Trait("Category", "Simulation")]
public class DeliverTests
{
    [Theory]
    [InlineData(ProcessingGuarantee.ExactlyOnce)]
    [InlineData(ProcessingGuarantee.AtLeastOnce)]
    public void Deliveries_UnderCrashes_EndOnceInOrderUnderTheSameId(ProcessingGuarantee guarantee) => Seeds.RunAll(seed => DeliveryWorld.Settings(seed, guarantee));

    [Theory]
    [InlineData(ProcessingGuarantee.ExactlyOnce)]
    [InlineData(ProcessingGuarantee.AtLeastOnce)]
    public void Errands_UnderCrashes_HaveOneOutcomeEach(ProcessingGuarantee guarantee) => Seeds.RunAll(seed => DeliveryWorld.Settings(seed, guarantee, hasErrands: true));

    [Fact]
    public void OutcomesWrittenBesideTheTransaction_AreNoticed() => Seeds.AssertNoticed(seed => DeliveryWorld.Settings(seed, ProcessingGuarantee.ExactlyOnce, hasErrands: true) with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new WritesOutcomesBeside(cluster, identity, memberId, mischief),
    });

    [Fact]
    public void OpeningsNotLogged_AreNoticed() => Seeds.AssertNoticed(seed => DeliveryWorld.Settings(seed, ProcessingGuarantee.ExactlyOnce) with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new KeepsOpeningsToItself(cluster, identity, memberId, mischief),
    });

    [Fact]
    public void OutcomesNotFlushed_AreNoticed() => Seeds.AssertNoticed(seed => DeliveryWorld.Settings(seed, ProcessingGuarantee.ExactlyOnce) with
    {
        MakeLog = (cluster, identity, memberId, mischief) => new FlushesNothing(cluster, identity, memberId, mischief),
    });
}
