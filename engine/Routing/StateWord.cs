using Tocsin.V1;

namespace Tocsin.Engine.Routing;

/// <summary>The states of an alarm as settings and command lines write them.</summary>
public static class StateWord
{
    private static readonly Dictionary<string, AlarmState> _states = new()
    {
        ["firing"] = AlarmState.Firing,
        ["recovered"] = AlarmState.Recovered,
        ["no-data"] = AlarmState.NoData,
        ["closed"] = AlarmState.Closed,
    };

    public static IReadOnlyDictionary<string, AlarmState> All => _states;

    /// <summary>An alarm of somebody else, which has no state, is firing.</summary>
    public static string Of(AlarmState state) => _states.FirstOrDefault(word => word.Value == state).Key ?? "firing";
}
