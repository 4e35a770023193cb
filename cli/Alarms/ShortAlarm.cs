using Tocsin.Cli.Records;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Alarms;

/// <summary>An active alarm in one line: the beginning of its episode's id, since when, what, of which rule and entity.</summary>
internal static class ShortAlarm
{
    public static string Of(AlarmMessage alarm, Terminal terminal) =>
        $"{RecordTable.Short(alarm.EpisodeId)}  {LogTime.Text(alarm.StartTime)}Z  {StateWord.Painted(alarm.State, terminal)}  {OneLine.Of(alarm.RuleName)}  {terminal.Bold(OneLine.Of(alarm.Name))}";
}
