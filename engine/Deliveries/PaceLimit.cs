namespace Tocsin.Engine.Deliveries;

/// <summary>At most this many messages within any stretch of this many milliseconds.</summary>
public readonly record struct PaceLimit(int Messages, int PerMs)
{
    /// <summary>So many may go out one right after the other.</summary>
    internal int Burst => Messages / 2;

    /// <summary>The distance of all further ones; so spaced, they never use up what is allowed.</summary>
    internal int GapMs => (PerMs + Messages - Burst - 1) / (Messages - Burst);
}
