using Tocsin.Engine.Detection;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>An alarm in one line: when, what, of which rule and entity, and the value that did it.</summary>
internal static class AlarmLine
{
    private const int MsPerMinute = 60_000;

    public static string Of(AlarmMessage alarm, Terminal terminal) =>
        $"{LogTime.Text(alarm.TimeMs)}  {StateWord.Painted(alarm.State, terminal)}  {alarm.RuleName}  {terminal.Bold(alarm.Name)}  {Facts(alarm)}";

    public static string Of(SilencedCheck silenced, Terminal terminal)
    {
        var value = silenced.Value is null ? "still true" : $"still {ObservedText.Comparison(silenced.Value)} in {Minutes(silenced.Matched, silenced.PeriodMinutes)}";
        return $"{LogTime.Text(silenced.TimeMs)}  {"silent".PadRight(StateWord.Width)}  {silenced.RuleName}  {terminal.Bold(silenced.EntityName)}  {value}; says nothing for {Plural.Of(silenced.ChecksLeft + 1, "check")}";
    }

    /// <summary>The values that did it, or what there is to say instead.</summary>
    public static string Facts(AlarmMessage alarm)
    {
        var values = string.Join(" and ", alarm.Values.Select(value => alarm.State == AlarmState.Firing ? ObservedText.Comparison(value) : ObservedText.Plain(value)));
        var lasted = Plural.Of((int)((alarm.TimeMs - alarm.StartTime) / MsPerMinute), "minute");
        return alarm.State switch
        {
            AlarmState.Firing when alarm.Count > 0 => $"{values} in {Minutes((int)alarm.Matched, (int)alarm.PeriodMinutes)}{Again(alarm)}",
            AlarmState.Firing => $"{values}{Again(alarm)}",
            AlarmState.Recovered => $"{values}{(values.Length > 0 ? " " : "")}after {lasted}",
            AlarmState.NoData => $"no sample since{(values.Length > 0 ? $" {values}" : "")}",
            _ => $"after {lasted}, {Why(alarm.Reason)}",
        };
    }

    private static string Minutes(int matched, int period) => period == 1 ? "the last minute" : $"{matched} of the last {period} minutes";

    private static string Again(AlarmMessage alarm) => alarm.Reason == AlarmReason.StillTrue ? $", still (notice {alarm.Sequence})" : "";

    private static string Why(AlarmReason reason) => reason switch
    {
        AlarmReason.NoData => "its data ended",
        AlarmReason.RuleChanged => "its rule was changed",
        AlarmReason.RuleRemoved => "its rule was removed",
        _ => reason.ToString(),
    };
}
