using Confluent.Kafka;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Runtime.Logs;

/// <summary>Reads a topic from outside of a stage: all its partitions, as no member of any group, committing nothing.</summary>
public sealed class TopicReader : IDisposable
{
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly ClientWatch _watch;

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="topic">What to read.</param>
    /// <param name="fromBeginning">From the first record there is; else from now on.</param>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public TopicReader(ClientSettings client, string topic, bool fromBeginning)
    {
        ArgumentNullException.ThrowIfNull(client);
        var config = client.Consumer("tocsin.reader");
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.AllowAutoCreateTopics = false;
        using var cluster = new Cluster(client);
        var partitions = cluster.Partitions(topic);
        _watch = new ClientWatch(client.BootstrapServers);
        _consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => _watch.Note(error)).SetLogHandler((_, _) => { }).Build());
        var offset = fromBeginning ? Offset.Beginning : Offset.End;
        _consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, offset)));
    }

    /// <summary>The next record, null if none came in this time.</summary>
    /// <exception cref="StageFailureException">Kafka refuses what waiting will not mend.</exception>
    public InputRecord? Read(TimeSpan wait)
    {
        try
        {
            var result = _consumer.Consume(wait);
            _watch.ThrowIfFailed();
            return result is { Message: { } message }
                ? new InputRecord(result.Topic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers)
                : null;
        }
        catch (ConsumeException exception)
        {
            _watch.Note(exception.Error);
            _watch.ThrowIfFailed();
            return null;
        }
    }

    public void Dispose() => _consumer.Dispose();
}
