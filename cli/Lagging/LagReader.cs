using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Lagging;

/// <summary>Finds how far stages have come. It reads a few records of partitions that lag, as no member of any group, and changes nothing.</summary>
/// <param name="log">Positions and records.</param>
/// <param name="ends">Of a topic with so many partitions, whatever becomes of open transactions.</param>
/// <param name="members">Of those groups whose members can be told.</param>
internal sealed class LagReader(
    IRecordedLog log,
    Func<string, int, IReadOnlyList<long>> ends,
    Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, IReadOnlyList<GroupMember>>> members)
{
    /// <summary>So many offsets before a place are looked at for the last record there: the others are ends of transactions.</summary>
    private const int LookBack = 8;
    private const int MaxThreads = 8;

    /// <param name="stages">Which.</param>
    /// <param name="partitions">Of the topics that there are.</param>
    /// <param name="cancel">Ends it early.</param>
    public IReadOnlyList<StageLag> Read(IReadOnlyList<FollowedStage> stages, IReadOnlyDictionary<string, int> partitions, CancellationToken cancel)
    {
        var lags = stages.Select(stage => Positions(stage, partitions.GetValueOrDefault(stage.Topic), cancel)).ToList();
        var shown = lags.Where(lag => !lag.Stage.IsAlternative || lag.HasCommitted).ToList();
        var known = members([.. shown.Where(lag => lag.HasTopic).Select(lag => lag.Group).Distinct()]);
        return [.. shown.Select(lag => WithOwners(lag, known.GetValueOrDefault(lag.Group)))];
    }

    private StageLag Positions(FollowedStage stage, int partitions, CancellationToken cancel)
    {
        if (partitions == 0)
        {
            return new(stage, stage.Groups[0], [], null);
        }

        var (group, committed) = stage.Groups.Select(each => (each, log.Committed(each, stage.Topic)))
            .OrderBy(each => each.Item2.Count == 0).First();
        var ofTopic = ends(stage.Topic, partitions);
        var found = new PartitionLag[partitions];
        Parallel.For(0, partitions, new ParallelOptions { MaxDegreeOfParallelism = MaxThreads, CancellationToken = cancel }, partition =>
        {
            var bounds = log.Bounds(stage.Topic, partition);
            var position = committed.TryGetValue(partition, out var offset) ? offset : (long?)null;
            found[partition] = WithTimes(stage.Topic, new(partition, position, bounds.From, bounds.To, Math.Max(bounds.To, ofTopic[partition])), cancel);
        });
        return new(stage, group, found, null);
    }

    /// <summary>Only of partitions that lag: of the others both times are the same.</summary>
    private PartitionLag WithTimes(string topic, PartitionLag lag, CancellationToken cancel) => lag is { Lag: > 0, Committed: { } committed }
        ? lag with { ProcessedMs = LastBefore(topic, lag, Math.Min(committed, lag.Decided), cancel), NewestMs = LastBefore(topic, lag, lag.Decided, cancel) }
        : lag;

    private long? LastBefore(string topic, PartitionLag lag, long offset, CancellationToken cancel) => log
        .Read(topic, lag.Partition, new(Math.Max(lag.First, offset - LookBack), offset), cancel)
        .LastOrDefault()?.TimestampMs;

    private static StageLag WithOwners(StageLag lag, IReadOnlyList<GroupMember>? members) => members is null ? lag : lag with
    {
        Members = members,
        Partitions = [.. lag.Partitions.Select(partition => partition with
        {
            Owner = members.FirstOrDefault(member => member.Partitions.Any(owned => owned.Topic == lag.Stage.Topic && owned.Partition.Value == partition.Partition))?.Name,
        })],
    };
}
