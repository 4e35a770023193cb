using Tocsin.Engine.Auditing;

namespace Tocsin.Detect.Auditing;

/// <summary>What the saved state of a partition says of a rule and entity.</summary>
/// <param name="Partition">Of the metrics topic.</param>
/// <param name="Checkpoint">The state reflects everything before this offset; null if none was saved.</param>
/// <param name="End">Where the partition ends.</param>
public sealed record SavedPartition(int Partition, long? Checkpoint, long End)
{
    /// <summary>The partition's clock when it was saved.</summary>
    public long ClockMs { get; init; }

    /// <summary>All minutes before were checked.</summary>
    public long CheckedUntilMs { get; init; }

    /// <summary>Of the rules it was saved under.</summary>
    public string RuleVersion { get; init; } = "";

    /// <summary>These have the rule.</summary>
    public bool HasRule { get; init; }

    /// <summary>How many entities the partition knows.</summary>
    public int Entities { get; init; }

    /// <summary>Those of the name or id that was asked for.</summary>
    public IReadOnlyList<KeptEntity> Found { get; init; } = [];
}
