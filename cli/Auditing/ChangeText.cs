using System.Globalization;
using Tocsin.Cli.Tailing;
using Tocsin.Engine.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>What a change of rules does to alarms, for people.</summary>
internal static class ChangeText
{
    private const int MaxLines = 200;

    public static void Write(ChangeReport report, Terminal terminal)
    {
        foreach (var change in report.Changes.Take(MaxLines))
        {
            var alarm = change.Alarm;
            terminal.Out.WriteLine($"{Mark(change, terminal)} {When(change)}  {StateWord.Painted(alarm.State, terminal)}  {alarm.Rule}  {terminal.Bold(OneLine.Of(alarm.Name))}");
        }

        if (report.Changes.Length > MaxLines)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {report.Changes.Length - MaxLines} more: -o json lists all"));
        }

        foreach (var total in report.Totals)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {total.Rule}  {OneLine.Of(total.Entity)}  {total.Count} {total.Kind}; first {LogTime.Text(total.FirstMs)}, last {LogTime.Text(total.LastMs)}"));
        }

        BacktestCommand.ShortNote(report.Outcomes, terminal);
        terminal.Out.WriteLine(Summary(report));
    }

    internal static string Summary(ChangeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Old} -> {report.New}: {report.OldAlarms} alarms become {report.NewAlarms}: {report.Count(ChangeReport.AddedWord)} added, {report.Count(ChangeReport.RemovedWord)} removed, {report.Count(ChangeReport.MovedWord)} moved, {report.Same} the same ({report.Samples:#,0} samples)");

    internal static string When(AlarmChange change) => change is { OldMs: { } old, NewMs: { } next } ? $"{LogTime.Text(old)} -> {LogTime.Text(next)}" : LogTime.Text(change.TimeMs);

    private static string Mark(AlarmChange change, Terminal terminal) => ChangeReport.KindOf(change) switch
    {
        ChangeReport.AddedWord => terminal.Green("+"),
        ChangeReport.RemovedWord => terminal.Red("-"),
        _ => terminal.Yellow("~"),
    };
}
