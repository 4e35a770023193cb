using System.Globalization;
using Tocsin.Cli.Tailing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Auditing;

/// <summary>Why a rule did, or didn't, fire, for people.</summary>
internal sealed class ExplainedText(string rule, string entity, int minute, Terminal terminal)
{
    private const long MsPerMinute = 60_000;
    private const int MaxEmptyMinutes = 3;
    private const int MaxReplaced = 2;

    public void Write(IReadOnlyList<ExplainedPartition> partitions)
    {
        foreach (var partition in partitions.Where(each => each.Trace.Subjects.Count > 0 || each.Trace.Rejected.Count > 0))
        {
            Write(partition);
        }

        if (!partitions.Any(partition => partition.Trace.Subjects.Any(subject => subject.Rule == rule)))
        {
            terminal.Out.WriteLine(WhyNothing(partitions));
        }
    }

    /// <summary>Why no window of the rule and entity was ever seen.</summary>
    internal string WhyNothing(IReadOnlyList<ExplainedPartition> partitions)
    {
        var known = partitions.FirstOrDefault(partition => partition.Trace.IsKnown);
        var rules = (known ?? partitions[0]).Rules;
        return FindRule(rules) is null && FindComposite(rules) is null ? $"no-such-rule: rules {rules.Version}, in force then, have no rule {rule}"
            : known is not null ? Line($"no-window: {entity} sends to partition {known.Partition}, but {NoWindow(rules)}")
            : Line($"no-data: no sample of {entity} came since offset {partitions.Min(partition => partition.StartOffset)} that any rule asks for");
    }

    private string NoWindow(RuleSet rules) => FindRule(rules) is { } found
        ? $"no sample of {found.Metric}, or the name filters of {rule} leave it out"
        : "none of the parts of the composite rule has a sample of it";

    private Rule? FindRule(RuleSet rules) => rules.Rules.FirstOrDefault(each => each.Name == rule);

    private CompositeRule? FindComposite(RuleSet rules) => rules.Composites.FirstOrDefault(each => each.Name == rule);

    private void Write(ExplainedPartition partition)
    {
        terminal.Out.WriteLine(Line($"partition {partition.Partition}, rules {partition.Rules.Version}, replayed from {AuditText.Word(partition.Start)} at offset {partition.StartOffset}"));
        if (!partition.IsChecked)
        {
            terminal.Out.WriteLine(terminal.Yellow($"not-checked: the log's clock stands at {LogTime.Text(partition.ClockMs)}; the check of this minute isn't due before {LogTime.Text(EndMs(minute) + partition.Rules.GraceMs)}"));
        }

        foreach (var subject in partition.Trace.Subjects.OrderBy(subject => subject.Rule == rule ? 1 : 0))
        {
            Write(subject, partition);
        }

        foreach (var (offset, arrivedMs, detail) in partition.Trace.Rejected)
        {
            terminal.Out.WriteLine(terminal.Yellow(Line($"  rejected @{offset} at {LogTime.Text(arrivedMs)}: {detail}")));
        }
    }

    private void Write(TracedSubject subject, ExplainedPartition partition)
    {
        var found = partition.Rules.Rules.FirstOrDefault(each => each.Name == subject.Rule);
        terminal.Out.WriteLine($"{terminal.Bold(subject.Rule)} of {terminal.Bold(OneLine.Of(subject.Name))}{(found is null ? "" : $": {ConditionText.Of(found)}")}");
        if (found is not null)
        {
            WriteWindow(subject, found, partition);
        }

        terminal.Out.WriteLine($"  check of {LogTime.Text(EndMs(minute))}: {Decision(subject, found)}");
        if (subject.Alarms.LastOrDefault(alarm => alarm.TimeMs <= EndMs(minute)) is { } last)
        {
            terminal.Out.WriteLine($"  last alarm  {AlarmLine.Of(last, terminal)}");
        }
    }

    private void WriteWindow(TracedSubject subject, Rule found, ExplainedPartition partition)
    {
        var empty = 0;
        for (var each = minute - found.PeriodMinutes + 1; each <= minute; each++)
        {
            var samples = subject.SamplesOf(each);
            empty = samples.Count == 0 ? empty + 1 : 0;
            if (empty <= MaxEmptyMinutes)
            {
                terminal.Out.WriteLine($"    {LogTime.Text(each * MsPerMinute)}  {(samples.Count == 0 ? "no sample" : Samples(samples, partition))}");
            }
        }
    }

    /// <summary>The one that counts, and then those it replaced and those that came too late.</summary>
    private string Samples(IReadOnlyList<TracedSample> samples, ExplainedPartition partition)
    {
        var counts = samples.LastOrDefault(partition.IsInTime);
        var replaced = samples.Where(sample => sample != counts && partition.IsInTime(sample)).ToList();
        var others = samples.Where(sample => sample != counts && (replaced.Count <= MaxReplaced || !replaced.Contains(sample)))
            .Select(sample => Line($"{sample.Value} {Fate(sample, partition)} (@{sample.Offset}, arrived {LogTime.Text(sample.ArrivedMs)})"));
        var first = counts is null ? "nothing in time"
            : Line($"{(counts.Fate == SampleFate.Matching ? terminal.Red("matches") : "       ")}  {counts.Value}  (@{counts.Offset}, arrived {LogTime.Text(counts.ArrivedMs)})");
        return string.Join("; ", replaced.Count > MaxReplaced ? [first, Line($"the last of {replaced.Count + 1}"), .. others] : [first, .. others]);
    }

    private static string Fate(TracedSample sample, ExplainedPartition partition) =>
        sample.Fate == SampleFate.Late ? "too late" : partition.IsInTime(sample) ? "replaced" : "after this check";

    private string Decision(TracedSubject subject, Rule? found)
    {
        if (subject.CheckOf(minute) is not { } check)
        {
            var newest = subject.NewestBefore(minute) is { } last ? $"; its last sample was for {LogTime.Text(last * MsPerMinute)}" : "";
            return $"at-rest: no match in the window, no silence and no episode{newest}";
        }

        var matched = found is null ? $"it {(check.Condition ? "holds" : "doesn't hold")}" : Line($"{check.Matched} of {found.PeriodMinutes} minutes matched, {found.Count} needed");
        return $"{terminal.Bold(check.Reason)}: {matched}{Details(check)}";
    }

    private static string Details(TracedCheck check) => string.Concat(
        check.SilentChecksLeft > 0 ? Line($"; silent for {check.SilentChecksLeft} more checks") : "",
        check.CalmChecks > 0 ? Line($"; {check.CalmChecks} checks in a row counted towards recovery") : "",
        check.EpisodeRecords > 0 ? Line($"; an episode of {check.EpisodeRecords} records is open") : "; no episode is open");

    private static long EndMs(int minute) => (minute + 1) * MsPerMinute;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
