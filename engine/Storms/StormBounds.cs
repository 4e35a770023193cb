using Tocsin.V1;

namespace Tocsin.Engine.Storms;

/// <summary>What holds where a policy says nothing, and what is remembered at most.</summary>
public static class StormBounds
{
    public const uint WithinSeconds = 60;
    public const uint OpenSeconds = 300;

    /// <summary>Of one policy: circuits of its entities and packages, and what was blocked. The oldest are dropped.</summary>
    public const int MaxCircuits = 10_000;
    public const int MaxBlocked = 10_000;

    /// <summary>A circuit that opens while so many others of its policy are open does so without a notice: notices aren't to be a storm of their own.</summary>
    public const int MaxNoticed = 20;

    /// <summary>What was blocked is remembered so long, in case its recovery comes.</summary>
    internal const long RememberedMs = 7L * 24 * 60 * 60_000;

    internal static long WithinMs(StormLimits limits) => (limits.WithinSeconds > 0 ? limits.WithinSeconds : WithinSeconds) * 1_000L;

    internal static long OpenMs(StormLimits limits) => (limits.OpenSeconds > 0 ? limits.OpenSeconds : OpenSeconds) * 1_000L;

    internal static uint Limit(StormLimits limits, CircuitKind kind) => kind switch
    {
        CircuitKind.Source => limits.SourceLimit,
        CircuitKind.Package => limits.PackageLimit,
        _ => limits.Limit,
    };
}
