using Tocsin.Cli.Tailing;

namespace Tocsin.Cli.Receiving;

/// <summary>A message that came, in lines that fit among those of alarms: one for each alarm it tells.</summary>
internal static class ArrivalLine
{
    private const int MaxAlarms = 5;
    private const int MaxText = 120;

    public static IEnumerable<string> Of(Arrival arrival, Terminal terminal)
    {
        foreach (var told in arrival.Alarms.Take(MaxAlarms))
        {
            yield return $"{Start(arrival, told, terminal)}  {OneLine.Of(arrival.Kind)}  {What(told, terminal)}{Notes(arrival, terminal)}";
        }

        if (arrival.Alarms.Length > MaxAlarms)
        {
            yield return $"{Start(arrival, arrival.Alarms[^1], terminal)}  {OneLine.Of(arrival.Kind)}  and {arrival.Alarms.Length - MaxAlarms} more in the same message";
        }
    }

    /// <summary>The alarm's own time, since that of the log may be another than that of the clock on the wall.</summary>
    private static string Start(Arrival arrival, ToldAlarm told, Terminal terminal)
    {
        var time = told.TimeMs > 0 ? LogTime.Text(told.TimeMs) : new string(' ', LogTime.Width);
        return $"{time}  {(arrival.IsTaken ? terminal.Bold("ARRIVED".PadRight(StateWord.Width)) : terminal.Yellow("REFUSED".PadRight(StateWord.Width)))}";
    }

    private static string What(ToldAlarm told, Terminal terminal) => told.Rule.Length == 0
        ? OneLine.Of(told.Text, MaxText)
        : $"{(told.State is { } state ? StateWord.Painted(state, terminal) : new string(' ', StateWord.Width))}  {OneLine.Of(told.Rule)}  {terminal.Bold(OneLine.Of(told.Entity))}";

    private static string Notes(Arrival arrival, Terminal terminal) =>
        (arrival.IsTaken ? "" : $"  answered {arrival.Status}")
        + (arrival.IsRepetition ? "  again" : "")
        + (arrival.Signature == SignatureCheck.Wrong ? $"  {terminal.Red("signature wrong")}" : "");
}
