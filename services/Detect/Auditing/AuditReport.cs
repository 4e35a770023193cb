using Tocsin.Engine.Auditing;

namespace Tocsin.Detect.Auditing;

/// <summary>What an audit found.</summary>
/// <param name="Partitions">By number.</param>
/// <param name="Differences">The first of them, in the order of the log.</param>
/// <param name="Unreadable">Records among the audited ones that are no alarms and take no alarm's place, as partition and offset of the alarms topic.</param>
public sealed record AuditReport(IReadOnlyList<PartitionOutcome> Partitions, IReadOnlyList<AuditDifference> Differences, IReadOnlyList<(int Partition, long Offset)> Unreadable)
{
    public AuditCounts Counts { get; } = Partitions.Aggregate(new AuditCounts(), (sum, partition) => sum + partition.Counts);

    /// <summary>False if it was interrupted.</summary>
    public bool IsComplete => Partitions.All(partition => partition.IsComplete);

    public bool IsIdentical => Counts.Differences == 0 && Unreadable.Count == 0;
}
