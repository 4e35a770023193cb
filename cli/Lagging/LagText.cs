using System.Globalization;

namespace Tocsin.Cli.Lagging;

/// <summary>How far stages have come, for people: a line for each partition, then one for each stage.</summary>
internal static class LagText
{
    private const string Unknown = "-";

    public static void Write(IReadOnlyList<StageLag> lags, long nowMs, Terminal terminal)
    {
        var table = new Table("STAGE", "PARTITION", "COMMITTED", "END", "LAG", "BEHIND", "OWNER");
        foreach (var lag in lags)
        {
            foreach (var partition in lag.Partitions)
            {
                table.Add(
                    (lag.Stage.Name, terminal.Bold),
                    (Number(partition.Partition), null),
                    (partition.Committed is { } committed ? Number(committed) : "never", null),
                    (Number(partition.End), null),
                    (Number(partition.Lag), partition.Lag > 0 ? terminal.Yellow : null),
                    (partition.BehindMs is { } behindMs ? Elapsed.Text(behindMs) : Unknown, null),
                    (partition.Owner ?? Unknown, null));
            }
        }

        table.Write(terminal);
        terminal.Out.WriteLine();
        foreach (var lag in lags)
        {
            terminal.Out.WriteLine($"{terminal.Bold(lag.Stage.Name)}: {Total(lag)}");
            WriteNotes(lag, terminal);
        }

        terminal.Out.WriteLine($"read at {LogTime.Text(nowMs)}Z");
    }

    private static string Total(StageLag lag)
    {
        if (!lag.HasTopic)
        {
            return $"there is no topic {lag.Stage.Topic}";
        }

        var behind = lag.BehindMs is > 0 and var behindMs ? $", {Elapsed.Text(behindMs)} at most" : "";
        var lagging = lag.Partitions.Count(partition => partition.Lag > 0);
        var records = lag.Lag == 1 ? "1 record" : $"{Number(lag.Lag)} records";
        return !lag.HasCommitted ? $"group {string.Join(" or ", lag.Stage.Groups)} never committed anything of {lag.Stage.Topic}, which holds {records}"
            : lag.Lag == 0 ? $"at the end of {lag.Stage.Topic}; {Group(lag)}"
            : $"{records} behind in {lagging} of {Plural.Of(lag.Partitions.Count, "partition")} of {lag.Stage.Topic}{behind}; {Group(lag)}";
    }

    private static string Group(StageLag lag) => lag.Members is { } members
        ? $"group {lag.Group} with {(members.Count == 0 ? "no members" : Plural.Of(members.Count, "member"))}"
        : $"group {lag.Group}";

    private static void WriteNotes(StageLag lag, Terminal terminal)
    {
        foreach (var partition in lag.Partitions)
        {
            if (partition.Deleted > 0)
            {
                terminal.Out.WriteLine(terminal.Red($"  partition {Number(partition.Partition)}: retention has deleted {Number(partition.Deleted)} offsets that weren't processed"));
            }

            if (partition.Undecided > 0)
            {
                terminal.Out.WriteLine($"  partition {Number(partition.Partition)}: {Number(partition.Undecided)} of them wait for the end of a transaction");
            }
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
