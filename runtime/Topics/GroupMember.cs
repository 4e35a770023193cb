using Confluent.Kafka;

namespace Tocsin.Runtime.Topics;

/// <summary>A member of a consumer group.</summary>
/// <param name="Name">Its instance's name, else its client's name and where it is.</param>
/// <param name="Partitions">What it has to process.</param>
public sealed record GroupMember(string Name, IReadOnlyList<TopicPartition> Partitions);
