using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Saving;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Auditing;

/// <summary>Finds the nearest place before a range from which a replay gives what Detect gave.</summary>
internal sealed class StartFinder(IRecordedLog log, Topics topics, RecordedRules rules, Snapshots? snapshots)
{
    private const int MsPerMinute = 60_000;

    /// <summary>Replays what there is from its first record on, however far back.</summary>
    public bool FromBeginning { get; init; }

    /// <param name="partition">Of the metrics topic.</param>
    /// <param name="from">The first record of the range.</param>
    /// <param name="fromMs">The time asked for.</param>
    public ReplayStart Find(int partition, long from, long fromMs)
    {
        var bounds = log.Bounds(topics.Metrics, partition);
        var (offset, warmUp) = WarmUpOf(partition, from, fromMs, bounds);
        if (FromBeginning || offset <= bounds.From)
        {
            return bounds.From == 0 ? Beginning(partition) : Saved(partition, from) ?? Fresh(StartKind.Retained, partition, bounds.From, warmUp);
        }

        return Saved(partition, from) ?? Fresh(StartKind.WarmUp, partition, offset, warmUp);
    }

    /// <summary>The state an interrupted audit kept at an offset; null if it kept none.</summary>
    public ReplayStart? Kept(int partition, long offset) => snapshots?.Newest(partition, offset) == offset ? FromSnapshot(partition, offset) : null;

    private ReplayStart FromSnapshot(int partition, long offset) => new(StartKind.Snapshot, offset, () => Load(snapshots!.Load(partition, offset), offset), null);

    private ReplayStart Beginning(int partition) => new(StartKind.Beginning, 0, () => new Detector(rules.At(partition, 0)), null);

    private ReplayStart Fresh(StartKind kind, int partition, long offset, WarmUp warmUp)
    {
        var settling = new Settling(warmUp);
        return new(kind, offset, Load, settling);

        Detector Load()
        {
            var detector = new Detector(rules.At(partition, offset));
            settling.Observe(detector);
            return detector;
        }
    }

    /// <summary>As far back as the rules need that are in force there and later on.</summary>
    private (long Offset, WarmUp WarmUp) WarmUpOf(int partition, long from, long fromMs, RecordRange bounds)
    {
        var warmUp = WarmUp.Of(rules.Within(partition, new(from, from)));
        while (true)
        {
            var offset = log.OffsetOf(topics.Metrics, partition, fromMs - ((long)warmUp.Minutes * MsPerMinute));
            var needed = WarmUp.Of(rules.Within(partition, new(Math.Clamp(offset, bounds.From, from), bounds.To)));
            if (needed.Minutes <= warmUp.Minutes)
            {
                return (Math.Min(offset, from), needed with { ReachMinutes = Math.Max(needed.ReachMinutes, warmUp.ReachMinutes) });
            }

            warmUp = needed;
        }
    }

    /// <summary>The later of what Detect and earlier audits saved, if it isn't later than the range.</summary>
    private ReplayStart? Saved(int partition, long from)
    {
        var topic = topics.State(DetectStage.Name);
        var checkpoint = RecordedState.NewestOffset(log, topic, partition) is { } newest && newest <= from ? newest : -1;
        var snapshot = snapshots?.Newest(partition, from) ?? -1;
        return checkpoint >= 0 && checkpoint >= snapshot ? new(StartKind.Checkpoint, checkpoint, () => Load(RecordedState.Read(log, topic, partition), checkpoint), null)
            : snapshot >= 0 ? FromSnapshot(partition, snapshot)
            : null;
    }

    private Detector Load(RecordedState? state, long offset)
    {
        try
        {
            return state?.NextOffset == offset ? Detector.Load(state.Records, rules.Find)
                : throw new StageFailureException($"the state at offset {offset} was replaced while it was read: try again");
        }
        catch (BrokenStateException exception)
        {
            throw new StageFailureException($"the state at offset {offset} can't be used: {exception.Message}", exception);
        }
    }
}
