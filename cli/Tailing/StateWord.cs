using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>What happened to an alarm in one word of a fixed width, coloured by how bad it is.</summary>
internal static class StateWord
{
    public const int Width = 9;

    public static string Of(AlarmState state) => state switch
    {
        AlarmState.Firing => "FIRING",
        AlarmState.Recovered => "RECOVERED",
        AlarmState.NoData => "NO DATA",
        _ => "CLOSED",
    };

    public static string Painted(AlarmState state, Terminal terminal)
    {
        var word = Of(state).PadRight(Width);
        return state switch
        {
            AlarmState.Firing => terminal.Red(word),
            AlarmState.Recovered => terminal.Green(word),
            _ => terminal.Yellow(word),
        };
    }
}
