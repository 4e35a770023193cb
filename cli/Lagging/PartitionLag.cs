namespace Tocsin.Cli.Lagging;

/// <summary>How far a stage has come in a partition of its input. Offsets count the ends of transactions, too.</summary>
/// <param name="Partition">Which.</param>
/// <param name="Committed">The first offset that isn't committed; null if none ever was.</param>
/// <param name="First">The first record there still is.</param>
/// <param name="Decided">From here on there are records of open transactions, which nobody reads yet; else the end.</param>
/// <param name="End">The offset of the next record.</param>
internal sealed record PartitionLag(int Partition, long? Committed, long First, long Decided, long End)
{
    /// <summary>The log's time of the last record that was processed; null if nobody knows.</summary>
    public long? ProcessedMs { get; init; }

    /// <summary>The log's time of the newest record that can be read; null if there is none.</summary>
    public long? NewestMs { get; init; }

    /// <summary>The member that has the partition; null if nobody knows, or nobody has it.</summary>
    public string? Owner { get; init; }

    /// <summary>Records that wait.</summary>
    public long Lag => Math.Max(0, End - Math.Max(Committed ?? First, First));

    /// <summary>How far the last processed record is behind the newest, by the log's time.</summary>
    public long? BehindMs => Lag == 0 ? 0 : NewestMs - ProcessedMs is { } behindMs ? Math.Max(0, behindMs) : null;

    /// <summary>So many of the records that wait are in open transactions.</summary>
    public long Undecided => Math.Max(0, End - Math.Max(Decided, Committed ?? First));

    /// <summary>So many were deleted by retention before they were processed.</summary>
    public long Deleted => Committed is { } committed ? Math.Max(0, First - committed) : 0;
}
