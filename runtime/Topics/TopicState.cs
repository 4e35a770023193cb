namespace Tocsin.Runtime.Topics;

/// <summary>A topic as it is. The replication factor is that of the partition with the fewest replicas.</summary>
public sealed record TopicState(int Partitions, int ReplicationFactor, IReadOnlyDictionary<string, string> Options);
