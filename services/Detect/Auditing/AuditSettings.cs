using Tocsin.Protos;

namespace Tocsin.Detect.Auditing;

/// <summary>What to audit, and how.</summary>
public sealed record AuditSettings
{
    public required Topics Topics { get; init; }

    /// <summary>The first log time.</summary>
    public required long FromMs { get; init; }

    /// <summary>The first log time that doesn't belong any more; null for all there is.</summary>
    public long? ToMs { get; init; }

    /// <summary>Detect's group, whose positions say how far the alarms can have come.</summary>
    public string GroupId { get; init; } = "tocsin.detect";

    /// <summary>Where states and unfinished audits are kept; null for nowhere.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Goes on with an audit of the same range that was interrupted.</summary>
    public bool Resumes { get; init; }

    /// <summary>Replays everything there is before the range.</summary>
    public bool FromBeginning { get; init; }

    /// <summary>So many differences are told with all they consist of; the rest is counted.</summary>
    public int MaxDifferences { get; init; } = 1_000;

    /// <summary>Partitions that are replayed at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
