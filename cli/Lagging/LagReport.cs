namespace Tocsin.Cli.Lagging;

/// <summary>How far stages have come, for programs.</summary>
internal static class LagReport
{
    public static object Of(IReadOnlyList<StageLag> lags, long nowMs) => new
    {
        ReadAt = IsoTime.Text(nowMs),
        Stages = lags.Select(lag => new
        {
            Stage = lag.Stage.Name,
            lag.Stage.Topic,
            lag.HasTopic,
            lag.Group,
            lag.HasCommitted,
            lag.Lag,
            lag.BehindMs,
            Members = lag.Members?.Select(member => member.Name),
            Partitions = lag.Partitions.Select(partition => new
            {
                partition.Partition,
                partition.Committed,
                partition.First,
                partition.End,
                partition.Lag,
                partition.BehindMs,
                Processed = partition.ProcessedMs is { } processedMs ? IsoTime.Text(processedMs) : null,
                Newest = partition.NewestMs is { } newestMs ? IsoTime.Text(newestMs) : null,
                partition.Undecided,
                partition.Deleted,
                partition.Owner,
            }),
        }),
    };
}
