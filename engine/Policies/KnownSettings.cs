using Tocsin.Engine.Routing;

namespace Tocsin.Engine.Policies;

/// <summary>What files of policies may refer to, for whoever has the rules as well.</summary>
/// <param name="Router">The receivers there are.</param>
/// <param name="Rules">The names of all rules and composite rules; null if they aren't known.</param>
public sealed record KnownSettings(Router Router, IReadOnlyCollection<string>? Rules)
{
    /// <summary>False: there may be other receivers, so one that isn't there is warned of.</summary>
    public bool IsComplete { get; init; } = true;
}
