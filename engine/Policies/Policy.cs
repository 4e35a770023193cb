using System.Collections.Immutable;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>Which alarms it is for, and what is done about them.</summary>
internal sealed record Policy
{
    public required string Name { get; init; }

    /// <summary>Null: alarms of every business.</summary>
    public string? Business { get; init; }

    /// <summary>Without states.</summary>
    public RouteMatch Match { get; init; } = RouteMatch.Everything;

    /// <summary>Null: all of them.</summary>
    public Choice? States { get; init; }

    /// <summary>None: always.</summary>
    public ImmutableArray<WeeklyTime> Hours { get; init; } = [];

    public AlarmLevel Level { get; init; } = AlarmLevel.Warning;

    /// <summary>Null: nobody is told.</summary>
    public Notice? Notice { get; init; }

    public ImmutableArray<PackageRun> Runs { get; init; } = [];

    /// <summary>Ascending.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    public StormRule? Storm { get; init; }

    /// <summary>Whether it is for the alarm but for its state.</summary>
    public bool Concerns(AlarmMessage alarm, string business) =>
        (Business is null || Business == business) && Match.WhyNot(alarm) is null;
}
