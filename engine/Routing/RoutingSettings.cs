using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Routing;

/// <summary>What Dispatch's own settings file says, checked.</summary>
public sealed record RoutingSettings
{
    public static RoutingSettings Empty { get; } = new();

    /// <summary>They win over hooks of the same name in the rules' file.</summary>
    public ImmutableArray<HookSettings> Hooks { get; init; } = [];

    /// <summary>In the order in which they are looked at.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    public NetworkSettings Network { get; init; } = new();

    /// <summary>What templates know as links, by name; a value may itself hold {{...}}.</summary>
    public ImmutableSortedDictionary<string, string> Links { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Null if nobody is to answer by links.</summary>
    public ApprovalSettings? Approvals { get; init; }

    /// <summary>What matters to whoever reads the rules' file.</summary>
    public OtherHooks Others => new([.. Hooks.Select(hook => hook.FullName)], [.. Routes.SelectMany(route => route.To).Distinct()]);
}
