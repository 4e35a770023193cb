namespace Tocsin.Runtime.Stages;

/// <summary>
/// The state machine of one input partition. What it does depends on the records it was given and on nothing else; it is called from one thread.
/// </summary>
public interface IStage
{
    /// <summary>
    /// The log time from which on a record without samples would make a difference, <see cref="long.MaxValue"/> if none would. The owner of a
    /// partition that stays idle past it appends a tick, so that time passes there too.
    /// </summary>
    long TickDueMs { get; }

    /// <summary>The value of a tick: a record of the input topic that says it is at least this late.</summary>
    byte[] Tick(long timeMs);

    /// <summary>Takes the next record and adds what follows from it to the outputs, in order.</summary>
    void Process(InputRecord record, List<OutputRecord> outputs);

    /// <summary>Adds the state records that changed since the last call, or since the stage was made; a null value says that the key is gone.</summary>
    void Save(List<KeyValuePair<byte[], byte[]?>> changed);
}

/// <summary>Makes the stage of a partition from its saved state, which is empty for a partition that never had any.</summary>
public delegate IStage CreateStage(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state);
