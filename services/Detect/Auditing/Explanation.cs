using System.Collections.Concurrent;
using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Detect.Auditing;

/// <summary>Replays what a rule's window needs and tells what the check of a minute saw and decided, of whichever partition the entity is in.</summary>
public sealed class Explanation(IRecordedLog log, Topics topics)
{
    private const long MsPerMinute = 60_000;

    /// <summary>So much of the log after the check is looked at for samples that missed it.</summary>
    private const long LateMs = 10 * MsPerMinute;

    /// <summary>The outcome of each partition that knows the entity; of one that doesn't, only where no partition does.</summary>
    /// <param name="rule">A rule or composite rule.</param>
    /// <param name="entity">Its name or its id.</param>
    /// <param name="minute">The minute, from 1970, whose check is to be explained.</param>
    /// <param name="cancel">Ends it early.</param>
    public IReadOnlyList<ExplainedPartition> Of(string rule, string entity, int minute, CancellationToken cancel)
    {
        var rules = new RecordedRules(log, topics);
        var starts = new StartFinder(log, topics, rules, snapshots: null);
        var found = new ConcurrentBag<ExplainedPartition>();
        Parallel.For(0, log.Partitions(topics.Metrics), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, partition =>
            found.Add(Of(partition, rule, entity, minute, rules, starts, cancel)));
        var all = found.OrderBy(each => each.Partition).ToList();
        return all.Any(each => each.IsKnown) ? [.. all.Where(each => each.IsKnown)] : all;
    }

    private ExplainedPartition Of(int partition, string rule, string entity, int minute, RecordedRules rules, StartFinder starts, CancellationToken cancel)
    {
        var topic = topics.Metrics;
        var endMs = (minute + 1) * MsPerMinute;
        var bounds = log.Bounds(topic, partition);

        // The check is made by the first record past the longest grace, if not by an earlier one; what comes after it may have come too late.
        var to = Math.Min(bounds.To, log.OffsetOf(topic, partition, endMs + RuleSet.MaxGraceMs + LateMs) + 1);
        var inForce = rules.At(partition, Math.Max(bounds.From, to - 1));
        var period = inForce.Rules.Select(each => each.PeriodMinutes).DefaultIfEmpty(1).Max();
        var fromMs = endMs - ((period + 1) * MsPerMinute);
        var start = starts.Find(partition, Math.Min(to, log.OffsetOf(topic, partition, fromMs)), fromMs);
        var trace = new RuleTrace(rule, entity);
        var detector = start.Load();
        trace.Observe(detector);
        var replay = new PartitionReplay(topic, partition, detector, rules.Find);
        (RuleSet Rules, long Offset)? check = null;
        foreach (var record in log.Read(topic, partition, new(start.Offset, to), cancel))
        {
            trace.Before(record.Offset, record.TimestampMs);
            var before = detector.Rules;
            trace.After(replay.Process(record.Offset, record.TimestampMs, record.Value), replay.Rejections);
            if (check is null && detector.ClockMs >= endMs + before.GraceMs)
            {
                check = (before, record.Offset);
            }
        }

        return new(partition, start.Kind, start.Offset, check?.Rules ?? detector.Rules, check?.Offset, detector.ClockMs, trace);
    }
}
