namespace Tocsin.Runtime.Stages;

/// <summary>
/// A stage that also acts on the world. What came of it goes into the log, behind the records of its own input partition, and changes the state only
/// when it is read there like any other record; so a restart knows exactly what was done, except for what was underway.
/// </summary>
public interface IActingStage : IStage
{
    /// <summary>Something is underway: the runner should come back soon.</summary>
    bool IsActing { get; }

    /// <summary>
    /// Called in every turn, once everything has been processed that stood in the partition when it was assigned: what an earlier owner did is known
    /// by then. Must not wait for anything.
    /// </summary>
    /// <param name="nowMs">The wall clock, by which deadlines are kept.</param>
    /// <param name="appends">Gets what is to be appended to the partition; the partition need not be named.</param>
    void Act(long nowMs, List<OutputRecord> appends);

    /// <summary>The partition goes to another instance: begins nothing more, waits for what is underway and adds what came of it.</summary>
    void Finish(List<OutputRecord> appends);

    /// <summary>The partition is another's already, or this instance begins anew: what is underway is given up.</summary>
    void Abandon();
}
