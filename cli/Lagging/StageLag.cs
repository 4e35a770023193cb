using Tocsin.Runtime.Topics;

namespace Tocsin.Cli.Lagging;

/// <summary>How far a stage has come.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Group">Its consumer group, or what that would be called.</param>
/// <param name="Partitions">Of its input; none if there is no such topic.</param>
/// <param name="Members">Of the group; null if the brokers don't tell.</param>
internal sealed record StageLag(FollowedStage Stage, string Group, IReadOnlyList<PartitionLag> Partitions, IReadOnlyList<GroupMember>? Members)
{
    public bool HasTopic => Partitions.Count > 0;

    public bool HasCommitted => Partitions.Any(partition => partition.Committed is not null);

    public long Lag => Partitions.Sum(partition => partition.Lag);

    /// <summary>Of the partition that is furthest behind; null if that isn't known of any.</summary>
    public long? BehindMs => Partitions.Max(partition => partition.BehindMs);
}
