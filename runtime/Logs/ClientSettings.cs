using Confluent.Kafka;

namespace Tocsin.Runtime.Logs;

/// <summary>How to reach Kafka: where it is, and any librdkafka option for consumers and producers alike.</summary>
public sealed record ClientSettings
{
    public required string BootstrapServers { get; init; }

    /// <summary>librdkafka options by name; they win over what Tocsin sets.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>A consumer tuned for throughput that leaves commits to its owner.</summary>
    internal ConsumerConfig Consumer(string groupId) => new(Merge(new ConsumerConfig
    {
        BootstrapServers = BootstrapServers,
        GroupId = groupId,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        FetchQueueBackoffMs = 5,
        FetchWaitMaxMs = 50,
    }));

    /// <summary>A producer that loses nothing and keeps the order.</summary>
    internal ProducerConfig Producer() => new(Merge(Producer([])));

    /// <summary>
    /// A producer whose open transaction, should its owner die, holds up readers of committed records for ten seconds and not for a minute.
    /// </summary>
    internal ProducerConfig TransactionalProducer(string transactionalId) => new(Merge(Producer(new ProducerConfig
    {
        TransactionalId = transactionalId,
        TransactionTimeoutMs = 10_000,
        EnableDeliveryReports = false,
    })));

    private ProducerConfig Producer(ProducerConfig config)
    {
        config.BootstrapServers = BootstrapServers;
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        config.LingerMs = 5;
        config.CompressionType = CompressionType.Lz4;
        return config;
    }

    private Dictionary<string, string> Merge(ClientConfig defaults)
    {
        var merged = defaults.ToDictionary(option => option.Key, option => option.Value);
        foreach (var (name, value) in Options)
        {
            merged[name] = value;
        }

        return merged;
    }
}
