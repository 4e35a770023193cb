using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Tocsin.Runtime.State;

namespace Tocsin.Runtime.Logs;

/// <summary>Reads the changelogs of all partitions being restored with one consumer, which exists only while there are any.</summary>
internal sealed class KafkaStateReaders(string topic, ClientSettings client, ClientErrors errors) : IDisposable
{
    private readonly Dictionary<TopicPartition, Reader> _readers = [];
    private IConsumer<byte[], byte[]>? _consumer;
    private IAdminClient? _admin;

    public IStateReader Open(int partition)
    {
        var target = new TopicPartition(topic, partition);
        if (_consumer is null)
        {
            _consumer = Create();
            _admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
        }

        var reader = new Reader(this, target, End(target));
        _readers[target] = reader;
        _consumer.IncrementalAssign([new TopicPartitionOffset(target, Offset.Beginning)]);
        return reader;
    }

    public void Dispose()
    {
        // The admin client borrows the consumer's handle. Ending it takes a tenth of a second, so there is one for all partitions.
        _admin?.Dispose();
        _consumer?.Dispose();
        (_admin, _consumer) = (null, null);
    }

    private IConsumer<byte[], byte[]> Create()
    {
        var config = client.Consumer($"{topic}.restore");
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.EnablePartitionEof = true;
        return client.Create(() => new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => errors.Add(error)).SetLogHandler((_, _) => { }).Build());
    }

    /// <summary>The offset after the last record, committed or not.</summary>
    private long End(TopicPartition target)
    {
        var spec = new TopicPartitionOffsetSpec { TopicPartition = target, OffsetSpec = OffsetSpec.Latest() };
        try
        {
            var options = new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted };
            return _admin!.ListOffsetsAsync([spec], options).GetAwaiter().GetResult().ResultInfos.Single().TopicPartitionOffsetError.Offset;
        }
        catch (KafkaException exception)
        {
            throw new LogInterruptedException($"the end of {target.Topic}[{target.Partition.Value}] can't be found: {exception.Error.Reason}", exception);
        }
    }

    /// <summary>Takes the next record that has come, for whichever reader; false if none has.</summary>
    private bool Pump()
    {
        var result = Consume();
        if (result is null || !_readers.TryGetValue(result.TopicPartition, out var reader))
        {
            return result is not null;
        }

        if (result.IsPartitionEOF)
        {
            reader.Reached = result.Offset;
        }
        else
        {
            reader.Records.Enqueue(new StateRecord(result.Message.Key, result.Message.Value));
        }

        return true;
    }

    private ConsumeResult<byte[], byte[]>? Consume()
    {
        try
        {
            return _consumer!.Consume(TimeSpan.Zero);
        }
        catch (ConsumeException exception)
        {
            errors.Add(exception.Error);
            return null;
        }
    }

    private void Close(TopicPartition target)
    {
        if (_readers.Remove(target))
        {
            _consumer!.IncrementalUnassign([target]);
        }

        if (_readers.Count == 0)
        {
            Dispose();
        }
    }

    private sealed class Reader(KafkaStateReaders all, TopicPartition target, long end) : IStateReader
    {
        /// <summary>Read records not yet asked for.</summary>
        public Queue<StateRecord> Records { get; } = new();

        /// <summary>The offset reading has come to; records before it that are not in the queue were aborted, compacted or control records.</summary>
        public long Reached { get; set; }

        public bool IsAtEnd => Records.Count == 0 && Reached >= end;

        public StateRecord? Read()
        {
            while (Records.Count == 0 && !IsAtEnd && all.Pump())
            {
                // What came may have been another reader's.
            }

            return Records.TryDequeue(out var record) ? record : null;
        }

        public void Dispose() => all.Close(target);
    }
}
