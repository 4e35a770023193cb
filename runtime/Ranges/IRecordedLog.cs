using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges;

/// <summary>
/// Topics as they were recorded, in a Kafka or in files. It can only be read: nothing here joins a group, commits a position or writes a record. May be
/// used from several threads.
/// </summary>
public interface IRecordedLog : IDisposable
{
    /// <summary>Where this is, for people.</summary>
    string Name { get; }

    /// <summary>How many partitions a topic has.</summary>
    /// <exception cref="StageFailureException">There is no such topic.</exception>
    int Partitions(string topic);

    /// <summary>Which records of a partition there are and are decided, as no transaction before the end is open.</summary>
    RecordRange Bounds(string topic, int partition);

    /// <summary>The first record that isn't older than a time; the end if there is none.</summary>
    long OffsetOf(string topic, int partition, long timeMs);

    /// <summary>
    /// The records of a range in their order, which must end within the bounds. The enumeration belongs to one thread; several can go on side by side.
    /// </summary>
    /// <exception cref="StageFailureException">The log doesn't answer, or refuses what waiting will not mend.</exception>
    IEnumerable<InputRecord> Read(string topic, int partition, RecordRange range, CancellationToken cancel);

    /// <summary>For each partition of a topic the first offset that a group has not committed; partitions of which nothing is known are left out.</summary>
    IReadOnlyDictionary<int, long> Committed(string group, string topic);
}
