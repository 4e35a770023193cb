using System.Collections.Concurrent;
using Tocsin.Detect.Rules;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// Derives the alarms of a range from the metrics topic and holds them against the alarms topic, all partitions side by side. It reads, and does nothing
/// else: all it has of the log is an <see cref="IRecordedLog"/>.
/// </summary>
public sealed class Audit(IRecordedLog log, AuditSettings settings)
{
    private readonly Snapshots? _snapshots = settings.CacheFolder is null ? null : new Snapshots(settings.CacheFolder, log, settings.Topics.Metrics);
    private readonly Journal? _journal = settings.CacheFolder is null ? null : new Journal(settings.CacheFolder, settings);

    public AuditProgress Progress { get; } = new();

    /// <summary>Is told what is to be replayed of each partition, before it is.</summary>
    public Action<PartitionOutcome> Planned { get; init; } = _ => { };

    /// <summary>Audits, until all is done or it is cancelled; the report of a cancelled one is of what was done.</summary>
    /// <exception cref="StageFailureException">A topic is missing, or Kafka doesn't answer.</exception>
    public AuditReport Run(CancellationToken cancel)
    {
        var rules = new RecordedRules(log, settings.Topics);
        var earlier = settings.Resumes ? Earlier() : new Dictionary<int, PartitionOutcome>();
        var plans = new AuditPlanner(log, settings, rules, _snapshots).Plan(earlier);
        plans.ForEach(plan => Planned(Outcome(plan)));
        Progress.Expect(plans.Sum(plan => plan.Replayed.Length));
        var index = new AlarmIndex(log, settings.Topics, plans.ToDictionary(plan => plan.Partition, plan => plan.Replayed), cancel);
        var outcomes = Replay(plans, index, rules, cancel);
        if (cancel.IsCancellationRequested)
        {
            _journal?.Write(outcomes);
            return new(outcomes, [], []);
        }

        _journal?.Delete();
        var (differences, unreadable) = new FindingDetails(log, settings.Topics, rules).Tell(outcomes, index.Unreadable, cancel);
        return new(outcomes, differences, unreadable);
    }

    private static PartitionOutcome Outcome(PartitionPlan plan) => plan.Earlier ?? new()
    {
        Partition = plan.Partition,
        Range = plan.Range,
        Start = plan.Start.Kind,
        StartOffset = plan.Start.Offset,
        Notes = plan.Notes,
        Next = plan.Start.Offset,
    };

    private IReadOnlyDictionary<int, PartitionOutcome> Earlier() =>
        _journal?.Read() ?? throw new StageFailureException("an audit can only be resumed with the cache folder of the one that was interrupted");

    private List<PartitionOutcome> Replay(List<PartitionPlan> plans, AlarmIndex index, RecordedRules rules, CancellationToken cancel)
    {
        var outcomes = new ConcurrentBag<PartitionOutcome>();
        Parallel.ForEach(Partitioner.Create(plans, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = settings.Threads }, plan =>
        {
            if (cancel.IsCancellationRequested || plan.Replayed.IsEmpty)
            {
                outcomes.Add(Outcome(plan));
                return;
            }

            var outcome = new PartitionAuditor(log, settings, rules, _snapshots, Progress).Run(plan, index, cancel);
            outcomes.Add(plan.Earlier?.Then(outcome) ?? outcome);
        });
        return [.. outcomes.OrderBy(outcome => outcome.Partition)];
    }
}
