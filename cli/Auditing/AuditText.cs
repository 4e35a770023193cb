using System.Globalization;
using Tocsin.Cli.Tailing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>What an audit does and finds, for people.</summary>
internal sealed class AuditText(AuditSettings settings, Terminal terminal)
{
    private const int KindWidth = 7;
    private const int MaxValue = 100;

    public static string Word(StartKind kind) => kind switch
    {
        StartKind.Beginning => "beginning",
        StartKind.Checkpoint => "checkpoint",
        StartKind.Snapshot => "snapshot",
        StartKind.WarmUp => "warm-up",
        _ => "retained",
    };

    public void Head() => terminal.Out.WriteLine(
        $"Audit of {settings.Topics.Metrics} from {LogTime.Text(settings.FromMs)} {(settings.ToMs is { } toMs ? $"to {LogTime.Text(toMs)}" : "on")} against {settings.Topics.Alarms}");

    public void Plan(PartitionOutcome partition)
    {
        var what = partition.Range.IsEmpty ? "nothing to audit"
            : partition.Next > partition.StartOffset ? Number($"offsets {partition.Range}; an earlier audit came to offset {partition.Next}")
            : Number($"offsets {partition.Range}, replayed from {Start(partition)}");
        terminal.Out.WriteLine(Number($"  partition {partition.Partition}: {what}"));
        foreach (var note in partition.Notes)
        {
            terminal.Out.WriteLine($"    {terminal.Yellow(note)}");
        }
    }

    public void Write(AuditReport report, TimeSpan elapsed)
    {
        foreach (var difference in report.Differences)
        {
            Write(difference);
        }

        foreach (var (partition, offset) in report.Unreadable)
        {
            terminal.Out.WriteLine(Number($"{terminal.Red("unreadable")}  {settings.Topics.Alarms}[{partition}]@{offset} isn't an alarm with an origin"));
        }

        if (report.Counts.Differences > report.Differences.Count && report.IsComplete)
        {
            terminal.Out.WriteLine(Number($"... and more: {report.Counts.Differences} differences in all"));
        }

        Summary(report, elapsed);
    }

    public void HowToResume() => terminal.Error.WriteLine(
        $"{CommandLine.Name}: interrupted. The same command with --resume goes on; what was done is kept in {settings.CacheFolder}");

    private static string Start(PartitionOutcome partition) => partition.Start switch
    {
        StartKind.Beginning => "the beginning of the topic",
        StartKind.Checkpoint => Number($"the state Detect saved at offset {partition.StartOffset}"),
        StartKind.Snapshot => Number($"the state an earlier audit kept at offset {partition.StartOffset}"),
        StartKind.WarmUp => Number($"offset {partition.StartOffset}, as far back as the windows need"),
        _ => Number($"offset {partition.StartOffset}, the first that is left; windows need what was before"),
    };

    private static string Number(FormattableString text) => FormattableString.Invariant(text);

    private static string Short(string text) => text.Length == 0 ? "(nothing)" : OneLine.Of(text, MaxValue);

    private void Write(AuditDifference difference)
    {
        var alarm = difference.Recorded ?? difference.Derived;
        var kind = AuditJson.Word(difference.Kind).PadRight(KindWidth);
        terminal.Out.WriteLine(Number($"{terminal.Red(kind)}  {difference.Reason}: {difference.Detail}"));
        terminal.Out.WriteLine(Number($"  follows from   {settings.Topics.Metrics}[{difference.Partition}]@{difference.Offset}"));
        if (difference.RecordedAt is { } place)
        {
            terminal.Out.WriteLine(Number($"  recorded at    {settings.Topics.Alarms}[{place.Partition}]@{place.Offset}"));
        }

        if (alarm is not null)
        {
            terminal.Out.WriteLine($"  {AlarmLine.Of(alarm, terminal)}");
        }

        foreach (var field in difference.Fields)
        {
            terminal.Out.WriteLine($"  {field.Field}: {Short(field.Derived)} follows, {Short(field.Recorded)} is recorded");
        }
    }

    private void Summary(AuditReport report, TimeSpan elapsed)
    {
        var counts = report.Counts;
        foreach (var partition in report.Partitions.Where(each => each.WholeFromMs is not null))
        {
            terminal.Out.WriteLine(Number($"partition {partition.Partition}: windows are whole from {LogTime.Text(partition.WholeFromMs!.Value)} on; what was said before isn't decided"));
        }

        Undecided(counts.EarlierEpisodes, "of episodes that may have begun before what was replayed");
        Undecided(counts.EarlierDetails, "tell a name, attributes or a last value that may have come before what was replayed");
        Undecided(counts.Expired, "are older than what retention has left of the alarms topic");
        if (counts.TooLarge > 0)
        {
            terminal.Out.WriteLine(Number($"{counts.TooLarge} too large for a record: they are dead letters"));
        }

        var (records, samples) = (report.Partitions.Sum(each => each.Records), report.Partitions.Sum(each => each.Samples));
        terminal.Out.WriteLine(Number($"{records:#,0} records with {samples:#,0} samples replayed in {elapsed.TotalSeconds:0.0} s"));
        terminal.Out.WriteLine(Number($"{counts.Derived:#,0} alarms follow from the log, {counts.Recorded:#,0} are recorded{Repeated(counts)}: {Verdict(report)}"));
    }

    private void Undecided(long count, string why)
    {
        if (count > 0)
        {
            terminal.Out.WriteLine(terminal.Yellow(Number($"undecided: {count} {why}")));
        }
    }

    private static string Repeated(AuditCounts counts) => counts.Repeated == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({counts.Repeated} of them once more)");

    private string Verdict(AuditReport report)
    {
        var counts = report.Counts;
        return !report.IsComplete ? terminal.Yellow("not finished")
            : report.IsIdentical ? terminal.Green("identical")
            : terminal.Red(Number($"{counts.Missing} missing, {counts.Added} added, {counts.Changed} changed{(report.Unreadable.Count > 0 ? $", {report.Unreadable.Count} unreadable" : "")}"));
    }
}
