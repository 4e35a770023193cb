using Tocsin.Engine.Auditing;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Detect.Auditing;

/// <summary>What the audit of a partition found.</summary>
public sealed record PartitionOutcome
{
    public required int Partition { get; init; }

    /// <summary>The records that were to be audited.</summary>
    public required RecordRange Range { get; init; }

    public required StartKind Start { get; init; }

    /// <summary>The first record that was replayed.</summary>
    public required long StartOffset { get; init; }

    /// <summary>What there is to say of the range, in whole sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Before this log time the windows weren't whole yet; null if they always were, or were so before the range.</summary>
    public long? WholeFromMs { get; init; }

    /// <summary>The first record not yet replayed.</summary>
    public long Next { get; init; }

    public long Records { get; init; }

    public long Samples { get; init; }

    public AuditCounts Counts { get; init; } = new();

    /// <summary>The first of the differences; the counts are of all.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public bool IsComplete => Next >= Range.To;

    /// <summary>This outcome, which ended early, and that of the rest of the range.</summary>
    internal PartitionOutcome Then(PartitionOutcome rest) => rest with
    {
        Range = Range,
        Start = Start,
        StartOffset = StartOffset,
        Notes = Notes,
        WholeFromMs = WholeFromMs,
        Records = Records + rest.Records,
        Samples = Samples + rest.Samples,
        Counts = Counts + rest.Counts,
        Findings = [.. Findings, .. rest.Findings],
    };
}
