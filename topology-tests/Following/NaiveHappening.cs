using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>Something that happened to an episode.</summary>
internal sealed record NaiveHappening(long TimeMs, NaiveKind Kind)
{
    public string Policy { get; init; } = "";

    /// <summary>Who took care, which step was done, or what was asked for.</summary>
    public string Text { get; init; } = "";

    public Signal? Signal { get; init; }

    /// <summary>Of something postponed, or of what may wait.</summary>
    public long UntilMs { get; init; }

    /// <summary>What was asked for had to pass the storm guard.</summary>
    public bool IsGuarded { get; init; }
}
