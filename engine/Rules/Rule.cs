using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>A checked rule: a count of matching minutes of one metric, for each entity that passes the filters.</summary>
public sealed record Rule
{
    public required string Name { get; init; }

    public required string Metric { get; init; }

    public required Comparison Op { get; init; }

    /// <summary>One per value position; null where the position has none ("-"). A single one serves every label.</summary>
    public required ImmutableArray<Threshold?> Thresholds { get; init; }

    /// <summary>The window: this many one-minute buckets, the checked one included.</summary>
    public int PeriodMinutes { get; init; } = 1;

    /// <summary>Matching buckets of the window that make the condition true.</summary>
    public int Count { get; init; } = 1;

    public bool OnlyAsCondition { get; init; }

    /// <summary>Also checked as soon as a value for a minute that was not yet checked lands.</summary>
    public bool OnArrival { get; init; }

    public NoDataPolicy NoData { get; init; } = NoDataPolicy.Recover;

    /// <summary>Minutes without a sample after which the data counts as ended.</summary>
    public int NoDataAfterMinutes { get; init; } = 1;

    /// <summary>The rule says when data ends, so every entity it has seen is watched.</summary>
    public bool WatchesData => NoData == NoDataPolicy.Alarm && !OnlyAsCondition;

    public NameFilter Names { get; init; } = NameFilter.All;

    public NameFilter Labels { get; init; } = NameFilter.All;

    public required Announcement Announcement { get; init; }

    /// <summary>Equal for two versions of a rule exactly if windows, silence and episodes of the one serve the other.</summary>
    public required string Fingerprint { get; init; }
}
