using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Writes records at once, in order and without loss as long as the process lives.</summary>
internal sealed class PlainWriter(ProducerConfig config, ClientErrors errors) : IDisposable
{
    private static readonly TimeSpan _flushTime = TimeSpan.FromSeconds(5);
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(config)
        .SetErrorHandler((_, error) => errors.Add(error))
        .SetLogHandler((_, _) => { })
        .Build();

    private bool _isUnflushed;
    private volatile Error? _undelivered;

    public bool TryProduce(OutputRecord record, int partition)
    {
        try
        {
            _producer.Produce(new TopicPartition(record.Topic, partition), Messages.Of(record), Delivered);
            _isUnflushed = true;
            return true;
        }
        catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
        catch (ProduceException<byte[], byte[]> exception)
        {
            throw Failure(exception.Error);
        }
    }

    public bool Flush()
    {
        _isUnflushed = _isUnflushed && _producer.Flush(_flushTime) > 0;
        return _undelivered is { } error ? throw Failure(error) : !_isUnflushed;
    }

    public void Dispose() => _producer.Dispose();

    /// <summary>A client that lost track of its order, or a Kafka that was gone for too long, is left for a new beginning; the rest would only repeat itself.</summary>
    private Exception Failure(Error error) => error.IsFatal || error.Code is ErrorCode.Local_Fatal or ErrorCode.Local_MsgTimedOut or ErrorCode.RequestTimedOut
        ? new LogInterruptedException($"a record was not delivered: {error.Code}: {error.Reason}")
        : errors.Final(error);

    private void Delivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _undelivered = report.Error;
        }
    }
}
