using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Detect.Auditing;

/// <summary>A difference with all there is to say of it.</summary>
public sealed record AuditDifference
{
    public required FindingKind Kind { get; init; }

    /// <summary>A word for why, one of those in docs/audit.md.</summary>
    public required string Reason { get; init; }

    /// <summary>The same in words.</summary>
    public required string Detail { get; init; }

    /// <summary>The partition of the metrics topic.</summary>
    public required int Partition { get; init; }

    /// <summary>The record of it from which the alarm follows, or is said to.</summary>
    public required long Offset { get; init; }

    /// <summary>Null if nothing follows from the log.</summary>
    public AlarmMessage? Derived { get; init; }

    /// <summary>Null if nothing readable was recorded.</summary>
    public AlarmMessage? Recorded { get; init; }

    /// <summary>Where the record stands in the alarms topic; null if there is none.</summary>
    public (int Partition, long Offset)? RecordedAt { get; init; }

    public IReadOnlyList<FieldChange> Fields { get; init; } = [];
}
