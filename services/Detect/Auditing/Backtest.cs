using System.Collections.Concurrent;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.V1;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// What rules would have raised on recorded metrics, several rule sets in one pass. The rules that were in force then don't matter: their activation
/// markers are passed over. Every rule set begins with empty windows as far before the range as it needs to fill them.
/// </summary>
public sealed class Backtest(IRecordedLog log, Topics topics, long fromMs, long? toMs)
{
    private const int MsPerMinute = 60_000;
    private const int TellEvery = 1_024;

    public AuditProgress Progress { get; } = new();

    /// <summary>Partitions that are replayed at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs over the range and gives the outcome of every partition, by number.</summary>
    /// <param name="sets">The rule sets.</param>
    /// <param name="raised">Is told of every alarm of the range with the position of its rule set, from several threads, but those of a partition in order.</param>
    /// <param name="cancel">Ends it early.</param>
    public IReadOnlyList<BacktestOutcome> Run(IReadOnlyList<RuleSet> sets, Action<int, int, AlarmMessage> raised, CancellationToken cancel)
    {
        var warmUpMs = (long)WarmUp.Of(sets).Minutes * MsPerMinute;
        var outcomes = new ConcurrentBag<BacktestOutcome>();
        var plans = Enumerable.Range(0, log.Partitions(topics.Metrics)).Select(partition => Plan(partition, warmUpMs)).ToList();
        Progress.Expect(plans.Sum(plan => plan.Replayed.Length));
        Parallel.ForEach(
            Partitioner.Create(plans, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            plan => outcomes.Add(Run(plan, sets, raised, cancel)));
        return [.. outcomes.OrderBy(outcome => outcome.Partition)];
    }

    private BacktestOutcome Plan(int partition, long warmUpMs)
    {
        var bounds = log.Bounds(topics.Metrics, partition);
        var from = log.OffsetOf(topics.Metrics, partition, fromMs);
        var to = toMs is { } end ? log.OffsetOf(topics.Metrics, partition, end) : bounds.To;
        var start = log.OffsetOf(topics.Metrics, partition, fromMs - warmUpMs);
        return new(partition, new(from, Math.Max(from, to)), Math.Min(start, from), start == bounds.From && bounds.From > 0, 0, 0);
    }

    private BacktestOutcome Run(BacktestOutcome plan, IReadOnlyList<RuleSet> sets, Action<int, int, AlarmMessage> raised, CancellationToken cancel)
    {
        var replays = sets.Select(set => new PartitionReplay(topics.Metrics, plan.Partition, new Detector(set), _ => null)).ToArray();
        var (records, told, toldSamples) = (0L, 0L, 0L);
        foreach (var record in log.Read(topics.Metrics, plan.Partition, plan.Replayed, cancel))
        {
            for (var set = 0; set < replays.Length; set++)
            {
                var alarms = replays[set].Process(record.Offset, record.TimestampMs, record.Value);
                for (var i = 0; i < alarms.Count && record.Offset >= plan.Range.From; i++)
                {
                    raised(set, plan.Partition, alarms[i]);
                }
            }

            if (++records % TellEvery == 0)
            {
                Tell(record.Offset + 1 - plan.StartOffset);
            }
        }

        Tell(plan.Replayed.Length);
        return plan with { Records = records, Samples = replays[0].Detector.Counters.Samples };

        void Tell(long done)
        {
            var samples = replays[0].Detector.Counters.Samples;
            Progress.Add(done - told, samples - toldSamples);
            (told, toldSamples) = (done, samples);
        }
    }
}
