using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>
/// Reads stretches of a stage's input again, beside the consumer group: it belongs to none and commits nothing. Committed records only. May be used
/// from several threads, which wait for each other.
/// </summary>
public sealed class InputScanner : IDisposable
{
    private readonly Lock _reading = new();
    private readonly string _topic;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly ClientWatch _watch;

    /// <exception cref="StageFailureException">The client doesn't take its options.</exception>
    public InputScanner(ClientSettings client, string topic)
    {
        ArgumentNullException.ThrowIfNull(client);
        _topic = topic;
        _watch = new ClientWatch(client.BootstrapServers);
        var config = client.Consumer("tocsin.reader");
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.EnablePartitionEof = true;
        config.AllowAutoCreateTopics = false;
        _consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => _watch.Note(error)).SetLogHandler((_, _) => { }).Build());
    }

    /// <summary>Is told where reading was to begin, and where the first record stands that retention has left, if that is later.</summary>
    public Action<int, long, long> Skipped { get; init; } = (_, _, _) => { };

    /// <summary>Reads records from an offset on: so many, or those that come in this time, or all up to the first open transaction or the end.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="from">Where to begin; what retention has deleted is passed over.</param>
    /// <param name="maxRecords">At least 1.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="next">Where to read on: all before it was returned, or is none that readers get to see. Like <paramref name="from"/> if nothing came.</param>
    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public IReadOnlyList<InputRecord> Read(int partition, long from, int maxRecords, TimeSpan patience, out long next)
    {
        lock (_reading)
        {
            var begun = Stopwatch.GetTimestamp();
            var target = new TopicPartition(_topic, partition);
            var first = First(target, patience);
            if (first > from)
            {
                Skipped(partition, from, first);
            }

            next = Math.Max(from, first);
            _consumer.Assign(new TopicPartitionOffset(target, next));
            try
            {
                return Read(maxRecords, () => patience - Stopwatch.GetElapsedTime(begun), ref next);
            }
            finally
            {
                _consumer.Unassign();
            }
        }
    }

    /// <summary>The first record there still is.</summary>
    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public long FirstOf(int partition, TimeSpan patience)
    {
        lock (_reading)
        {
            return First(new TopicPartition(_topic, partition), patience);
        }
    }

    /// <summary>Where records of a time on begin; an earlier place where the brokers can't look up times.</summary>
    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public long OffsetOf(int partition, long sinceMs)
    {
        lock (_reading)
        {
            return new TimeLookup(_consumer, _watch, _topic).Find([partition], sinceMs)[0].Offset.Value;
        }
    }

    public void Dispose() => _consumer.Dispose();

    private List<InputRecord> Read(int maxRecords, Func<TimeSpan> left, ref long next)
    {
        var records = new List<InputRecord>();
        while (records.Count < maxRecords && left() is { Ticks: > 0 } wait)
        {
            var result = Consume(wait);
            _watch.ThrowIfFailed();
            if (result is { IsPartitionEOF: true })
            {
                next = Math.Max(next, result.Offset);
                break;
            }

            if (result is { Message: { } message })
            {
                next = result.Offset + 1;
                records.Add(new InputRecord(_topic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers));
            }
        }

        return records;
    }

    private ConsumeResult<byte[], byte[]>? Consume(TimeSpan wait)
    {
        try
        {
            return _consumer.Consume(wait);
        }
        catch (ConsumeException exception)
        {
            _watch.Note(exception.Error);
            return null;
        }
    }

    private long First(TopicPartition target, TimeSpan patience)
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(target, patience).Low;
        }
        catch (KafkaException exception)
        {
            _watch.ThrowIfFailed();
            throw new StageFailureException($"where {target.Topic}[{target.Partition.Value}] begins can't be found: {exception.Error.Reason}", exception);
        }
    }
}
