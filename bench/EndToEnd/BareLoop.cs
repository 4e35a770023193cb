using Confluent.Kafka;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>
/// What the client alone can do: consume, count, write a record for every thousandth, commit ten times a second, with a transaction or without.
/// Nothing is decoded and nothing decided.
/// </summary>
internal sealed class BareLoop(ClientSettings client, string group, ProcessingGuarantee guarantee)
{
    private const int RecordsPerOutput = 1_000;
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _commitInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<int, long> _positions = [];

    public void Run(Progress progress)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(Consumer()).Build();
        using var producer = new ProducerBuilder<byte[], byte[]>(Producer()).Build();
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            producer.InitTransactions(_patience);
            producer.BeginTransaction();
        }

        consumer.Subscribe(Topics.Input);
        var lastCommit = TimeProvider.System.GetTimestamp();
        for (var count = 1L; !progress.IsDone; count++)
        {
            Take(consumer.Consume(_wait), count, producer, progress);
            if (count % RecordsPerOutput == 0 && TimeProvider.System.GetElapsedTime(lastCommit) >= _commitInterval)
            {
                Commit(consumer, producer);
                lastCommit = TimeProvider.System.GetTimestamp();
            }
        }

        consumer.Close();
    }

    private void Take(ConsumeResult<byte[], byte[]>? result, long count, IProducer<byte[], byte[]> producer, Progress progress)
    {
        if (result is null)
        {
            return;
        }

        _positions[result.Partition.Value] = result.Offset.Value + 1;
        if (count % RecordsPerOutput == 0)
        {
            producer.Produce(Topics.Alarms, new Message<byte[], byte[]> { Value = result.Message.Value });
        }

        progress.Processed();
    }

    private void Commit(IConsumer<byte[], byte[]> consumer, IProducer<byte[], byte[]> producer)
    {
        var offsets = _positions.Select(position => new TopicPartitionOffset(Topics.Input, position.Key, position.Value)).ToList();
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            producer.SendOffsetsToTransaction(offsets, consumer.ConsumerGroupMetadata, _patience);
            producer.CommitTransaction();
            producer.BeginTransaction();
        }
        else
        {
            producer.Flush(_patience);
            consumer.Commit(offsets);
        }
    }

    private ConsumerConfig Consumer() => new()
    {
        BootstrapServers = client.BootstrapServers,
        GroupId = group,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        FetchQueueBackoffMs = 5,
        FetchWaitMaxMs = 50,
    };

    private ProducerConfig Producer() => new()
    {
        BootstrapServers = client.BootstrapServers,
        EnableIdempotence = true,
        LingerMs = 5,
        TransactionalId = guarantee == ProcessingGuarantee.ExactlyOnce ? group : null,
        EnableDeliveryReports = false,
    };
}
