using System.Globalization;
using Tocsin.Cli.Tailing;

namespace Tocsin.Cli.Auditing;

/// <summary>What a change of rules does to alarms, as a comment for a review: short, the details folded away.</summary>
internal static class ChangeMarkdown
{
    private const int MaxLines = 100;

    public static void Write(ChangeReport report, TextWriter output)
    {
        output.WriteLine("### Alarms before and after this change of rules");
        output.WriteLine();
        output.WriteLine(Line($"{ChangeText.Summary(report)}."));
        output.WriteLine();
        if (report.Changes.Length == 0)
        {
            return;
        }

        output.WriteLine("| rule | entity | change | alarms | first | last |");
        output.WriteLine("| --- | --- | --- | ---: | --- | --- |");
        foreach (var total in report.Totals)
        {
            output.WriteLine(Line($"| {Cell(total.Rule)} | {Cell(total.Entity)} | {total.Kind} | {total.Count} | {LogTime.Text(total.FirstMs)} | {LogTime.Text(total.LastMs)} |"));
        }

        output.WriteLine();
        output.WriteLine(Line($"<details><summary>{(report.Changes.Length > MaxLines ? "The first " : "")}{Math.Min(MaxLines, report.Changes.Length)} changes</summary>"));
        output.WriteLine();
        output.WriteLine("| change | time | state | rule | entity |");
        output.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var change in report.Changes.Take(MaxLines))
        {
            output.WriteLine($"| {ChangeReport.KindOf(change)} | {ChangeText.When(change)} | {StateWord.Of(change.Alarm.State)} | {Cell(change.Alarm.Rule)} | {Cell(change.Alarm.Name)} |");
        }

        output.WriteLine();
        output.WriteLine("</details>");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text) => OneLine.Of(text).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
