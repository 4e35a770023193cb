using System.Collections.Immutable;

namespace Tocsin.Runtime.Topics;

/// <summary>A topic as it should be.</summary>
public sealed record TopicDefinition(string Name, PartitionCount Count, int Partitions, int ReplicationFactor, ImmutableArray<TopicOption> Options)
{
    /// <summary>For <see cref="PartitionCount.OfAnother"/>: the topic it has as many partitions as.</summary>
    public string? PartitionsOf { get; init; }
}
