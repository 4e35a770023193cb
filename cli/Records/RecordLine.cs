using Tocsin.Cli.Acting;
using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>A state of a processing record in one line: when it was written, which record, where it stands, what was asked for, for which alarm, and why it stands there.</summary>
internal static class RecordLine
{
    public static string Of(ProcessingRecord record, long timeMs, Terminal terminal)
    {
        var about = record.AlarmId.Length > 0 ? $"{StateWord.Painted(record.AlarmState, terminal)}  {OneLine.Of(record.RuleName)}  " : "";
        var policy = record.Policy.Length > 0 ? $"{OneLine.Of(record.Policy)}  " : "";
        return $"{LogTime.Text(timeMs)}  {RecordTable.Short(record.Id)}  {ProcessingWord.Painted(record.Status, terminal)}  {policy}{OneLine.Of(ActionText.Package(record.Package, record.Receiver))}  {about}{terminal.Bold(OneLine.Of(RecordTable.Entity(record)))}  {Why(record)}".TrimEnd();
    }

    /// <summary>What it ended with, else what decided.</summary>
    private static string Why(ProcessingRecord record) => OneLine.Of(record.Outcome.Length > 0
        ? $"{record.Outcome} {record.Detail} ({Plural.Of((int)record.Attempts, "attempt")}, {Elapsed.Text(record.DurationMs)})"
        : $"{record.Reason}: {record.Sentence}");
}
