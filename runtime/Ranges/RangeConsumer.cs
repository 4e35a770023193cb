using Confluent.Kafka;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges;

/// <summary>A consumer that is told what to read and commits nothing. To be used from one thread at a time.</summary>
internal sealed class RangeConsumer : IDisposable
{
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly ClientWatch _watch;
    private TopicPartition _target = new("", Partition.Any);

    /// <exception cref="StageFailureException">The client doesn't take its options.</exception>
    public RangeConsumer(ClientSettings client, bool withHeaders)
    {
        _watch = new ClientWatch(client.BootstrapServers);
        var config = client.Consumer("tocsin.reader");
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.EnablePartitionEof = true;
        config.AllowAutoCreateTopics = false;
        config.ConsumeResultFields = withHeaders ? "headers,timestamp" : "timestamp";
        _consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => _watch.Note(error)).SetLogHandler((_, _) => { }).Build());
    }

    /// <summary>Everything before this offset has been read, or is none that readers get to see.</summary>
    public long Next { get; private set; }

    /// <summary>The end is that of what is decided.</summary>
    public RecordRange Bounds(TopicPartition target, TimeSpan patience)
    {
        var found = Ask(target, () => _consumer.QueryWatermarkOffsets(target, patience));
        return new(found.Low, found.High);
    }

    /// <summary>The first offset that isn't older than a time, as the broker says; null for none, and from a broker that doesn't know.</summary>
    public long? OffsetOf(TopicPartition target, long timeMs, TimeSpan patience)
    {
        var asked = new TopicPartitionTimestamp(target, new Timestamp(timeMs, TimestampType.NotAvailable));
        var offset = Ask(target, () => _consumer.OffsetsForTimes([asked], patience)).Single().Offset;
        return offset.IsSpecial ? null : offset.Value;
    }

    /// <summary>Begins to read a partition; what retention has deleted is passed over.</summary>
    public void Begin(TopicPartition target, long from)
    {
        _target = target;
        Next = from;
        _consumer.Assign(new TopicPartitionOffset(target, from));
    }

    public void End() => _consumer.Unassign();

    /// <summary>The next record; null if none came in this time, though <see cref="Next"/> may have moved.</summary>
    public InputRecord? Consume(TimeSpan wait)
    {
        try
        {
            var result = _consumer.Consume(wait);
            if (result is null)
            {
                _watch.ThrowIfFailed();
                return null;
            }

            Next = Math.Max(Next, result.Offset + (result.IsPartitionEOF ? 0 : 1));
            return result.IsPartitionEOF ? null : new InputRecord(
                _target.Topic, _target.Partition, result.Offset, result.Message.Timestamp.UnixTimestampMs, result.Message.Key, result.Message.Value, result.Message.Headers);
        }
        catch (ConsumeException exception)
        {
            _watch.Note(exception.Error);
            _watch.ThrowIfFailed();
            return null;
        }
    }

    public StageFailureException NoAnswer(TimeSpan waited) => _watch.NoAnswer(waited);

    public void Dispose() => _consumer.Dispose();

    private T Ask<T>(TopicPartition target, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (KafkaException exception)
        {
            _watch.ThrowIfFailed();
            throw new StageFailureException($"where {target.Topic}[{target.Partition.Value}] begins and ends can't be found: {exception.Error.Reason}", exception);
        }
    }
}
