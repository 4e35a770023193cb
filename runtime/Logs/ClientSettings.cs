using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>How to reach Kafka: where it is, and any librdkafka option for every client alike.</summary>
public sealed record ClientSettings
{
    private const int LargestMessageBytes = 12_000_000;
    private const int TransactionTimeoutMs = 10_000;

    public required string BootstrapServers { get; init; }

    /// <summary>librdkafka options by name; they win over what Tocsin sets. Some hold secrets: their values are never printed.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Names, no values.</summary>
    public override string ToString() => Options.Count == 0 ? BootstrapServers : $"{BootstrapServers} with {string.Join(", ", Options.Keys.Order(StringComparer.Ordinal))}";

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

    /// <summary>The same for large records, too.</summary>
    internal ProducerConfig LargeProducer() => new(Merge(Producer(new ProducerConfig { MessageMaxBytes = LargestMessageBytes })));

    /// <summary>
    /// A producer whose open transaction, should its owner die, holds up readers of committed records for ten seconds and not for a minute.
    /// </summary>
    internal ProducerConfig TransactionalProducer(string transactionalId) => new(Merge(Producer(new ProducerConfig
    {
        TransactionalId = transactionalId,
        TransactionTimeoutMs = TransactionTimeoutMs,
        EnableDeliveryReports = false,
    })));

    /// <summary>The same for a few records that belong together, large ones too, and with reports of where they stand.</summary>
    internal ProducerConfig TransactionalWriter(string transactionalId) => new(Merge(Producer(new ProducerConfig
    {
        TransactionalId = transactionalId,
        TransactionTimeoutMs = TransactionTimeoutMs,
        MessageMaxBytes = LargestMessageBytes,
    })));

    private ProducerConfig Producer(ProducerConfig config)
    {
        config.BootstrapServers = BootstrapServers;
        config.EnableIdempotence = true;
        config.Acks = Acks.All;
        config.LingerMs = 5;
        config.CompressionType = CompressionType.Lz4;
        config.MessageMaxBytes = LargestMessageBytes;
        return config;
    }

    internal AdminClientConfig Admin() => new(Merge(new AdminClientConfig { BootstrapServers = BootstrapServers }));

    /// <summary>Builds a client with these settings, saying in one line which option librdkafka doesn't take.</summary>
    /// <exception cref="StageFailureException">It doesn't take one.</exception>
    internal T Create<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            // Not as inner exception either, for its message may quote a value.
            throw new StageFailureException($"the Kafka client doesn't take its options: {WithoutValues(exception.Message)}");
        }
    }

    /// <summary>The longest first, so that no part of one is left behind.</summary>
    private string WithoutValues(string message) => Options
        .Where(option => option.Value.Length > 0)
        .OrderByDescending(option => option.Value.Length)
        .Aggregate(message, (text, option) => text.Replace($"\"{option.Value}\"", "\"***\"", StringComparison.Ordinal));

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
