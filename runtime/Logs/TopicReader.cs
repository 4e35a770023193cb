using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Reads a topic from outside of a stage: all its partitions, as no member of any group, committing nothing.</summary>
public sealed class TopicReader : IDisposable
{
    private static readonly TimeSpan _metadataTime = TimeSpan.FromSeconds(10);
    private readonly IConsumer<byte[], byte[]> _consumer;

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
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        var offset = fromBeginning ? Offset.Beginning : Offset.End;
        _consumer.Assign(Partitions(topic).Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, offset)));
    }

    /// <summary>The next record, null if none came in this time.</summary>
    /// <exception cref="StageFailureException">Kafka refuses what waiting will not mend.</exception>
    public InputRecord? Read(TimeSpan wait)
    {
        try
        {
            return _consumer.Consume(wait) is { Message: { } message } result
                ? new InputRecord(result.Topic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers)
                : null;
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal && !ClientFailure.IsFinal(exception.Error.Code))
        {
            return null;
        }
        catch (KafkaException exception)
        {
            throw new StageFailureException($"Kafka refuses: {exception.Error.Code}: {exception.Error.Reason}", exception);
        }
    }

    public void Dispose() => _consumer.Dispose();

    private List<PartitionMetadata> Partitions(string topic)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(_consumer.Handle).Build();
            var metadata = admin.GetMetadata(topic, _metadataTime).Topics.Single();
            return !metadata.Error.IsError && metadata.Partitions.Count > 0
                ? metadata.Partitions
                : throw new StageFailureException($"the topic {topic} can't be read: {metadata.Error.Reason}");
        }
        catch (KafkaException exception)
        {
            throw new StageFailureException($"no answer from Kafka: {exception.Error.Reason}", exception);
        }
    }
}
