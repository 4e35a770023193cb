using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.State;

namespace Tocsin.Runtime.Logs;

/// <summary>Reads the changelogs of all partitions being restored with one consumer, which exists only while there are any.</summary>
internal sealed class KafkaStateReaders(string topic, ClientSettings client, ClientErrors errors) : IDisposable
{
    private readonly Dictionary<TopicPartition, Reader> _readers = [];
    private IConsumer<byte[], byte[]>? _consumer;

    public IStateReader Open(int partition)
    {
        var target = new TopicPartition(topic, partition);
        _consumer ??= Create();
        var reader = new Reader(this, target, End(target));
        _readers[target] = reader;
        _consumer.IncrementalAssign([new TopicPartitionOffset(target, Offset.Beginning)]);
        return reader;
    }

    public void Dispose() => _consumer?.Dispose();

    private IConsumer<byte[], byte[]> Create()
    {
        var config = client.Consumer($"{topic}.restore");
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.EnablePartitionEof = true;
        return new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => errors.Add(error)).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>The offset after the last record, committed or not.</summary>
    private long End(TopicPartition target)
    {
        using var admin = new DependentAdminClientBuilder(_consumer!.Handle).Build();
        var spec = new TopicPartitionOffsetSpec { TopicPartition = target, OffsetSpec = OffsetSpec.Latest() };
        try
        {
            var options = new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted };
            return admin.ListOffsetsAsync([spec], options).GetAwaiter().GetResult().ResultInfos.Single().TopicPartitionOffsetError.Offset;
        }
        catch (KafkaException exception)
        {
            throw new StageFailureException($"the end of {target.Topic}[{target.Partition.Value}] can't be found: {exception.Error.Reason}", exception);
        }
    }

    /// <summary>Takes what has come, for whichever reader.</summary>
    private void Pump()
    {
        if (_consumer!.Consume(TimeSpan.Zero) is not { } result || !_readers.TryGetValue(result.TopicPartition, out var reader))
        {
            return;
        }

        if (result.IsPartitionEOF)
        {
            reader.Reached = result.Offset;
        }
        else
        {
            reader.Records.Enqueue(new StateRecord(result.Message.Key, result.Message.Value));
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
            _consumer?.Dispose();
            _consumer = null;
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
            if (Records.Count == 0 && !IsAtEnd)
            {
                all.Pump();
            }

            return Records.TryDequeue(out var record) ? record : null;
        }

        public void Dispose() => all.Close(target);
    }
}
