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
    /// <param name="appends">
    /// Gets what is to be appended to this partition of the stage's input, in order, each of at most <see cref="OutputRecord.MaxBytes"/>; topic and
    /// partition need not be named. If the call throws, what was added before is appended all the same, and the stage is asked again a second later.
    /// </param>
    void Act(long nowMs, List<OutputRecord> appends);

    /// <summary>The partition goes to another instance: begins nothing more, waits for what is underway and adds what came of it.</summary>
    void Finish(List<OutputRecord> appends);

    /// <summary>The partition is another's already, or this instance begins anew, or <see cref="Finish"/> failed: what is underway is given up.</summary>
    void Abandon();
}
