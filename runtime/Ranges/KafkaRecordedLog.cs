using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Topics;

namespace Tocsin.Runtime.Ranges;

/// <summary>
/// Topics of a running Kafka, committed records only. Its consumers are assigned what they read, so they are members of no group; there is no producer.
/// </summary>
public sealed class KafkaRecordedLog : IRecordedLog
{
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly ClientSettings _client;
    private readonly bool _withHeaders;
    private readonly ConcurrentBag<RangeConsumer> _idle = [];
    private readonly Cluster _cluster;
    private readonly ConcurrentDictionary<string, int> _partitions = [];

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="withHeaders">Records come with their headers, which takes longer.</param>
    /// <exception cref="StageFailureException">The client doesn't take its options.</exception>
    public KafkaRecordedLog(ClientSettings client, bool withHeaders = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _withHeaders = withHeaders;
        _cluster = new Cluster(client);
    }

    public string Name => _client.BootstrapServers;

    public int Partitions(string topic) => _partitions.GetOrAdd(topic, _cluster.Partitions);

    public RecordRange Bounds(string topic, int partition) => Use(consumer => consumer.Bounds(new(topic, partition), _patience));

    public long OffsetOf(string topic, int partition, long timeMs)
    {
        var bounds = Bounds(topic, partition);
        return bounds.IsEmpty ? bounds.To : Use(consumer => new TimeSearch(consumer, new(topic, partition), bounds, _patience).First(timeMs));
    }

    public IEnumerable<InputRecord> Read(string topic, int partition, RecordRange range, CancellationToken cancel)
    {
        if (range.IsEmpty)
        {
            yield break;
        }

        var consumer = Rent();
        try
        {
            consumer.Begin(new(topic, partition), range.From);
            var heard = Stopwatch.GetTimestamp();
            while (consumer.Next < range.To && !cancel.IsCancellationRequested)
            {
                var before = consumer.Next;
                if (consumer.Consume(_slice) is { } record && record.Offset < range.To)
                {
                    yield return record;
                }

                if (consumer.Next != before)
                {
                    heard = Stopwatch.GetTimestamp();
                }
                else if (Stopwatch.GetElapsedTime(heard) > _patience)
                {
                    throw consumer.NoAnswer(_patience);
                }
            }
        }
        finally
        {
            consumer.End();
            _idle.Add(consumer);
        }
    }

    public IReadOnlyDictionary<int, long> Committed(string group, string topic)
    {
        var asked = Enumerable.Range(0, Partitions(topic)).Select(partition => new TopicPartition(topic, partition)).ToList();
        return _cluster.Committed(group, asked);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var consumer))
        {
            consumer.Dispose();
        }

        _cluster.Dispose();
    }

    private RangeConsumer Rent() => _idle.TryTake(out var consumer) ? consumer : new RangeConsumer(_client, _withHeaders);

    private T Use<T>(Func<RangeConsumer, T> ask)
    {
        var consumer = Rent();
        try
        {
            return ask(consumer);
        }
        finally
        {
            _idle.Add(consumer);
        }
    }
}
