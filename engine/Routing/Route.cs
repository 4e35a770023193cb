using System.Collections.Immutable;

namespace Tocsin.Engine.Routing;

/// <summary>Which alarms go where, besides or instead of the hooks of their rule.</summary>
public sealed record Route
{
    public required string Name { get; init; }

    public RouteMatch Match { get; init; } = RouteMatch.Everything;

    /// <summary>Full names of hooks, each once.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>An alarm that matches doesn't go to its rule's hooks, nor to the default ones.</summary>
    public bool Instead { get; init; }

    /// <summary>False: for an alarm that matches, the routes behind this one aren't looked at.</summary>
    public bool Continue { get; init; } = true;
}
