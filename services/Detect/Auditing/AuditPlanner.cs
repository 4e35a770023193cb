using System.Globalization;
using Tocsin.Detect.Rules;
using Tocsin.Runtime.Ranges;

namespace Tocsin.Detect.Auditing;

/// <summary>Decides what of each partition is audited, and from where it is replayed.</summary>
internal sealed class AuditPlanner(IRecordedLog log, AuditSettings settings, RecordedRules rules, Snapshots? snapshots)
{
    private readonly StartFinder _starts = new(log, settings.Topics, rules, snapshots) { FromBeginning = settings.FromBeginning };
    private readonly IReadOnlyDictionary<int, long> _committed = log.Committed(settings.GroupId, settings.Topics.Metrics);

    public List<PartitionPlan> Plan(IReadOnlyDictionary<int, PartitionOutcome> earlier)
    {
        var plans = new PartitionPlan[log.Partitions(settings.Topics.Metrics)];
        Parallel.For(0, plans.Length, partition => plans[partition] = earlier.TryGetValue(partition, out var outcome) ? Rest(outcome) : Plan(partition));
        return [.. plans];
    }

    private PartitionPlan Plan(int partition)
    {
        var topic = settings.Topics.Metrics;
        var bounds = log.Bounds(topic, partition);
        var notes = new List<string>();
        var from = log.OffsetOf(topic, partition, settings.FromMs);
        var to = Math.Max(from, settings.ToMs is { } toMs ? log.OffsetOf(topic, partition, toMs) : bounds.To);
        if (from == bounds.From && from > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"retention has deleted the records before offset {from}"));
        }

        if (!_committed.TryGetValue(partition, out var committed))
        {
            notes.Add($"how far Detect has come isn't known: group {settings.GroupId} has committed nothing");
        }
        else if (committed < to)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Detect has come to offset {committed}: the records up to {to} are not audited"));
            to = Math.Max(from, committed);
        }

        return from < to ? new(partition, new(from, to), _starts.Find(partition, from, settings.FromMs), notes) : Nothing(partition, from, notes);
    }

    /// <summary>What was replayed with nothing in doubt need not be replayed again: its state was kept.</summary>
    private PartitionPlan Rest(PartitionOutcome earlier)
    {
        if (earlier.IsComplete)
        {
            return Nothing(earlier.Partition, earlier.Range.To, earlier.Notes) with { Earlier = earlier };
        }

        var from = Math.Max(earlier.Range.From, earlier.Next);
        return earlier.Next > earlier.StartOffset && _starts.Kept(earlier.Partition, earlier.Next) is { } start
            ? new(earlier.Partition, new(from, earlier.Range.To), start, earlier.Notes) { Earlier = earlier }
            : new(earlier.Partition, earlier.Range, _starts.Find(earlier.Partition, earlier.Range.From, settings.FromMs), earlier.Notes);
    }

    private static PartitionPlan Nothing(int partition, long offset, IReadOnlyList<string> notes) =>
        new(partition, new(offset, offset), new(StartKind.Beginning, offset, () => throw new InvalidOperationException("nothing is replayed"), null), notes);
}
