using System.Collections.Immutable;

namespace Tocsin.Engine.Routing;

/// <summary>Where an alarm goes, and why.</summary>
public sealed record RoutedAlarm
{
    /// <summary>"hooks of the rule" or "default hooks".</summary>
    public required string Base { get; init; }

    /// <summary>The first route that matches and stands instead of those hooks; null if they are told.</summary>
    public string? BaseReplacedBy { get; init; }

    /// <summary>Each receiver once, those of the base first, then route by route.</summary>
    public ImmutableArray<RoutedReceiver> Receivers { get; init; } = [];

    /// <summary>Hooks that were meant but aren't there, or have nobody to tell.</summary>
    public ImmutableArray<RoutedReceiver> Unreachable { get; init; } = [];

    /// <summary>Every route, in order.</summary>
    public ImmutableArray<RouteOutcome> Routes { get; init; } = [];

    /// <summary>Why the alarm goes nowhere: null if it goes somewhere, or was meant to.</summary>
    public string? WhyNobody =>
        Receivers.Length + Unreachable.Length > 0 ? null
        : BaseReplacedBy is { } route ? $"route {route} stands instead of the {Base}, and nobody is told"
        : Routes.IsEmpty ? $"there are no {Base} and no routes"
        : $"there are no {Base}, and no route matches";
}
