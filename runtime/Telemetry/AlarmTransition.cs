namespace Tocsin.Runtime.Telemetry;

/// <summary>The words alarms are counted under: what happened to the alarm of a rule and an entity.</summary>
public static class AlarmTransition
{
    public const string Firing = "firing";

    public const string StillFiring = "still_firing";

    public const string Recovered = "recovered";

    public const string NoData = "no_data";

    public const string Closed = "closed";

    internal static IReadOnlyList<string> All { get; } = [Firing, StillFiring, Recovered, NoData, Closed];
}
