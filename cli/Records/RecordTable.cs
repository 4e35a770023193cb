using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Cli.Records;

/// <summary>Processing records as a table: a line for each.</summary>
internal static class RecordTable
{
    /// <summary>So much of an id tells it from others, and is enough for commands.</summary>
    public const int ShortId = 8;

    public static Table Of(IEnumerable<ProcessingRecord> records, Terminal terminal)
    {
        var table = new Table("ID", "RECEIVED", "STATUS", "REASON", "POLICY", "PACKAGE", "RECEIVER", "RULE", "ENTITY", "COUNT");
        foreach (var record in records)
        {
            table.Add(
                (Short(record.Id), null),
                (LogTime.Text(record.ReceivedMs), null),
                (ProcessingWord.Of(record.Status), ProcessingWord.Paint(record.Status, terminal)),
                (Reason(record), null),
                (record.Policy, null),
                (record.Package, null),
                (record.Receiver, null),
                (record.RuleName, null),
                (Entity(record), terminal.Bold),
                (record.Count > 0 ? record.Count.ToString(CultureInfo.InvariantCulture) : "", null));
        }

        return table;
    }

    public static string Short(string id) => id.Length > ShortId ? id[..ShortId] : id;

    /// <summary>What it ended with, if that says more than what decided.</summary>
    public static string Reason(ProcessingRecord record) => record.Outcome.Length > 0 ? record.Outcome : record.Reason;

    public static string Entity(ProcessingRecord record) => record.SummaryLevel != SummaryLevel.Unspecified && record.AlarmId.Length == 0
        ? $"summary of {Plural.Of((int)record.Count, "alarm")}"
        : record.Name;
}
