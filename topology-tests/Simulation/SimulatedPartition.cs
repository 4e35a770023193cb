using Confluent.Kafka;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>What becomes of a record: plain ones are committed from the beginning.</summary>
internal enum Fate
{
    Open,
    Committed,
    Aborted,
}

/// <summary>One place of a partition. A transaction's end takes up a place too, which no reader gets to see.</summary>
internal sealed class Entry
{
    public required byte[]? Key { get; init; }

    public required byte[]? Value { get; init; }

    public required Headers? Headers { get; init; }

    public required long TimestampMs { get; init; }

    public required Fate Fate { get; set; }

    public bool IsControl { get; init; }
}

/// <summary>A partition with transactions: readers of committed records see nothing from the first open record on.</summary>
internal sealed class SimulatedPartition
{
    private int _decided;

    public List<Entry> Entries { get; } = [];

    public long End => Entries.Count;

    /// <summary>What was decided once stays so, so nothing is looked at twice.</summary>
    public long LastStableOffset
    {
        get
        {
            while (_decided < Entries.Count && Entries[_decided].Fate != Fate.Open)
            {
                _decided++;
            }

            return _decided;
        }
    }

    /// <summary>The next record from an offset on that a reader of committed records gets, with its offset; null if there is none yet.</summary>
    public (long Offset, Entry Entry)? Next(long offset)
    {
        for (var stable = LastStableOffset; offset < stable; offset++)
        {
            var entry = Entries[(int)offset];
            if (!entry.IsControl && entry.Fate == Fate.Committed)
            {
                return (offset, entry);
            }
        }

        return null;
    }
}
