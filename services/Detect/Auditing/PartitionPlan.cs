using Tocsin.Runtime.Ranges;

namespace Tocsin.Detect.Auditing;

/// <summary>What is to be replayed of a partition.</summary>
/// <param name="Partition">Of the metrics topic.</param>
/// <param name="Range">The records to audit.</param>
/// <param name="Start">Where the replay begins.</param>
/// <param name="Notes">Why the range isn't the one asked for, in whole sentences.</param>
internal sealed record PartitionPlan(int Partition, RecordRange Range, ReplayStart Start, IReadOnlyList<string> Notes)
{
    /// <summary>An earlier audit's outcome this one goes on from.</summary>
    public PartitionOutcome? Earlier { get; init; }

    public RecordRange Replayed => new(Start.Offset, Range.To);
}
