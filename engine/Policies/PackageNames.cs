using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>The notification packages that are always there: one for each state of an alarm.</summary>
public static class PackageNames
{
    public const string Firing = "notify-firing";
    public const string Recovered = "notify-recovered";
    public const string NoData = "notify-no-data";
    public const string Closed = "notify-closed";

    public static ImmutableArray<string> All { get; } = [Firing, Recovered, NoData, Closed];

    /// <summary>An alarm of somebody else, which has no state, is firing.</summary>
    public static string Of(AlarmState state) => state switch
    {
        AlarmState.Recovered => Recovered,
        AlarmState.NoData => NoData,
        AlarmState.Closed => Closed,
        _ => Firing,
    };
}
