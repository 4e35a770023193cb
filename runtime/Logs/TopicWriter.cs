using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Writes records to topics from outside of a stage. May be used from several threads.</summary>
public sealed class TopicWriter : IDisposable
{
    private static readonly TimeSpan _queueWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(500);
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly ClientWatch _watch;

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="takesLargeRecords">Records may be as large as those of the rules topic.</param>
    /// <exception cref="StageFailureException">The client doesn't take its options.</exception>
    public TopicWriter(ClientSettings client, bool takesLargeRecords = false)
    {
        ArgumentNullException.ThrowIfNull(client);
        _watch = new ClientWatch(client.BootstrapServers);
        _producer = client.Create(() => new ProducerBuilder<byte[], byte[]>(takesLargeRecords ? client.LargeProducer() : client.Producer())
            .SetErrorHandler((_, error) => _watch.Note(error))
            .SetLogHandler((_, _) => { })
            .Build());
    }

    /// <summary>Queues a record; <see cref="Flush"/> says whether it arrived.</summary>
    /// <exception cref="StageFailureException">An earlier record could not be delivered.</exception>
    public void Write(OutputRecord record, int? partition = null)
    {
        _watch.ThrowIfFailed();
        var message = Messages.Of(record);
        var target = new TopicPartition(record.Topic, partition is { } chosen ? new Partition(chosen) : Partition.Any);
        while (!TryProduce(target, message))
        {
            _producer.Poll(_queueWait);
        }
    }

    /// <summary>Waits until everything written has arrived.</summary>
    /// <exception cref="StageFailureException">Something could not be delivered, or not in this time.</exception>
    public void Flush(TimeSpan timeout)
    {
        var begun = Stopwatch.GetTimestamp();
        int left;
        do
        {
            left = _producer.Flush(_slice);
            _watch.ThrowIfFailed();
        }
        while (left > 0 && Stopwatch.GetElapsedTime(begun) < timeout);

        if (left > 0)
        {
            throw new StageFailureException($"{left} records were not delivered: {_watch.NoAnswer(timeout).Message}");
        }
    }

    public void Dispose() => _producer.Dispose();

    private bool TryProduce(TopicPartition target, Message<byte[], byte[]> message)
    {
        try
        {
            _producer.Produce(target, message, report => Note(report.Error));
            return true;
        }
        catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private void Note(Error delivery)
    {
        if (delivery.IsError)
        {
            _watch.Note(new Error(delivery.Code, delivery.Reason, isFatal: true));
        }
    }
}
