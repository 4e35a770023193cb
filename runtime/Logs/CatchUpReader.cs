using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Runtime.Logs;

/// <summary>Reads a topic from its first record, or from a time on, to its present end, and later on from there; committed records only. To be used from one thread.</summary>
/// <remarks>
/// The end is that of all records, open transactions included: one that was committed elsewhere may still be open here for a moment. So reading
/// on waits until everything before the end is decided, at most as long as a transaction can stay open.
/// </remarks>
public sealed class CatchUpReader : IDisposable
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly string _topic;
    private readonly Cluster _cluster;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly ClientWatch _watch;

    /// <summary>For each partition the offset before which everything was read.</summary>
    private readonly long[] _reached;

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="topic">What to read.</param>
    /// <param name="sinceMs">Where to begin: records of an earlier log time may be passed over, and are wherever the brokers can look up times; 0: with the first there is.</param>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public CatchUpReader(ClientSettings client, string topic, long sinceMs = 0)
    {
        ArgumentNullException.ThrowIfNull(client);
        _topic = topic;
        _watch = new ClientWatch(client.BootstrapServers);
        _cluster = new Cluster(client);
        try
        {
            _reached = new long[_cluster.Partitions(topic)];
            var config = client.Consumer("tocsin.reader");
            config.IsolationLevel = IsolationLevel.ReadCommitted;
            config.EnablePartitionEof = true;
            config.AllowAutoCreateTopics = false;
            _consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => _watch.Note(error)).SetLogHandler((_, _) => { }).Build());
        }
        catch
        {
            _cluster.Dispose();
            throw;
        }

        try
        {
            _consumer.Assign(sinceMs > 0
                ? new TimeLookup(_consumer, _watch, topic).Find(_reached.Length, sinceMs)
                : _reached.Select((_, partition) => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gives every record between where it stopped and the present end, those of one partition in their order.</summary>
    /// <exception cref="StageFailureException">Nothing more comes although the end isn't reached, or Kafka refuses what waiting will not mend.</exception>
    public void ReadOn(Action<InputRecord> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        var ends = _cluster.Ends(_topic, _reached.Length);
        var begun = Stopwatch.GetTimestamp();
        while (_reached.Where((offset, partition) => offset < ends[partition]).Any())
        {
            if (Step(take))
            {
                begun = Stopwatch.GetTimestamp();
            }

            _watch.ThrowIfFailed();
            if (Stopwatch.GetElapsedTime(begun) > _patience)
            {
                throw new StageFailureException($"the end of {_topic} was not reached, and nothing more came for {_patience.TotalSeconds:0} s: perhaps a transaction is still open");
            }
        }
    }

    public void Dispose()
    {
        _consumer.Dispose();
        _cluster.Dispose();
    }

    /// <summary>True if there was a record.</summary>
    private bool Step(Action<InputRecord> take)
    {
        try
        {
            if (_consumer.Consume(_poll) is not { } result)
            {
                return false;
            }

            _reached[result.Partition] = result.Offset + (result.IsPartitionEOF ? 0 : 1);
            if (result.Message is { } message)
            {
                take(new InputRecord(result.Topic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers));
                return true;
            }
        }
        catch (ConsumeException exception)
        {
            _watch.Note(exception.Error);
        }

        return false;
    }
}
