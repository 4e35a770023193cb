using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Asks for the ends of the input's partitions, open transactions included, while the thread that wants to know does other things.</summary>
internal sealed class EndQueries(StageIdentity identity, Handle handle, ClientErrors errors) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<int, Task<ListOffsetsResult>> _queries = [];
    private IAdminClient? _admin;

    /// <summary>The answer to the question first put since the partition was forgotten; null while there is none. What fails is asked again.</summary>
    public long? Ask(int partition)
    {
        if (!_queries.TryGetValue(partition, out var query))
        {
            _queries[partition] = query = Begin(partition);
        }

        if (!query.IsCompleted)
        {
            return null;
        }

        try
        {
            return query.GetAwaiter().GetResult().ResultInfos.Single().TopicPartitionOffsetError.Offset.Value;
        }
        catch (KafkaException exception)
        {
            _queries.Remove(partition);
            errors.Add(exception.Error);
            return null;
        }
    }

    public void Forget(int partition) => _queries.Remove(partition);

    /// <summary>The admin client borrows the consumer's handle, and goes before it.</summary>
    public void Dispose() => _admin?.Dispose();

    private Task<ListOffsetsResult> Begin(int partition)
    {
        _admin ??= new DependentAdminClientBuilder(handle).Build();
        var spec = new TopicPartitionOffsetSpec { TopicPartition = new(identity.InputTopic, partition), OffsetSpec = OffsetSpec.Latest() };
        return _admin.ListOffsetsAsync([spec], new ListOffsetsOptions { RequestTimeout = _patience, IsolationLevel = IsolationLevel.ReadUncommitted });
    }
}
