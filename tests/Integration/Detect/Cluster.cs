using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Tocsin.Protos;
using Tocsin.Runtime.Brokers;
using Tocsin.Runtime.Topics;

namespace Tocsin.Integration.Detect;

/// <summary>
/// Where a test's topics live: a broker of its own, or the Kafka at TOCSIN_BOOTSTRAP where that is set. Every test has topics of a prefix of its own.
/// </summary>
public sealed class Cluster : IDisposable
{
    public const int Partitions = 3;
    private static readonly string? _given = Environment.GetEnvironmentVariable("TOCSIN_BOOTSTRAP") is { Length: > 0 } address ? address : null;
    private readonly EmbeddedBroker? _broker;

    public Cluster(bool withTopics = true, int brokers = 1)
    {
        _broker = _given is null ? EmbeddedBroker.Start(brokers) : null;
        if (withTopics)
        {
            foreach (var definition in Definitions)
            {
                Create(definition.Name, definition.Partitions);
            }
        }
    }

    /// <summary>A Kafka that keeps the offsets of transactions and isolates its readers from open ones.</summary>
    public static bool HasTransactions => _given is not null;

    /// <summary>What can be disturbed; there is none where a Kafka is given.</summary>
    public EmbeddedBroker Broker => _broker ?? throw new InvalidOperationException("a given Kafka is left in peace");

    public string BootstrapServers => _broker?.BootstrapServers ?? _given!;

    /// <summary>All topics Detect needs. They are made without their configuration, because tests choose the time of their records.</summary>
    public IReadOnlyList<TopicDefinition> Definitions => TopicDefinitions.Of(Topics, Partitions, replicationFactor: 1);

    public Topics Topics { get; } = new($"test-{Guid.NewGuid():N}");

    public void Create(string topic, int partitions)
    {
        if (_broker is not null)
        {
            _broker.CreateTopic(topic, partitions);
            return;
        }

        using var admin = Admin();
        admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = -1 }]).GetAwaiter().GetResult();
    }

    /// <summary>Moves the start of a partition, as retention does.</summary>
    public void DeleteRecords(string topic, int partition, long beforeOffset)
    {
        if (_broker is not null)
        {
            _broker.DeleteRecords(new TopicPartition(topic, partition), beforeOffset);
            return;
        }

        using var admin = Admin();
        admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, partition, beforeOffset)]).GetAwaiter().GetResult();
    }

    /// <summary>The first offset of which the group has not committed the outputs.</summary>
    public long Committed(string group, string topic, int partition)
    {
        var config = new ConsumerConfig { BootstrapServers = BootstrapServers, GroupId = group };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        try
        {
            return consumer.Committed([new TopicPartition(topic, partition)], TimeSpan.FromSeconds(30)).Single().Offset;
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.GroupIdNotFound)
        {
            return Offset.Unset;
        }
    }

    public void Dispose()
    {
        _broker?.Dispose();
        if (_broker is null)
        {
            using var admin = Admin();
            var topics = admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(topic => topic.Topic).Where(topic => topic.StartsWith(Topics.Prefix, StringComparison.Ordinal)).ToList();
            if (topics.Count > 0)
            {
                admin.DeleteTopicsAsync(topics).GetAwaiter().GetResult();
            }
        }
    }

    private IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).SetLogHandler((_, _) => { }).Build();
}
