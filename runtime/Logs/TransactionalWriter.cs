using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>
/// Writes records to several topics all or none. Beginning to use a transactional id ends what an earlier writer of that id left open, and that writer
/// can't commit any more. To be used from one thread.
/// </summary>
public sealed class TransactionalWriter : IDisposable
{
    private static readonly TimeSpan _slice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly string _transactionalId;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly ClientWatch _watch;
    private bool _isOpen;

    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public TransactionalWriter(ClientSettings client, string transactionalId)
    {
        ArgumentNullException.ThrowIfNull(client);
        _transactionalId = transactionalId;
        _watch = new ClientWatch(client.BootstrapServers);
        _producer = client.Create(() => new ProducerBuilder<byte[], byte[]>(client.TransactionalWriter(transactionalId))
            .SetErrorHandler((_, error) => _watch.Note(error))
            .SetLogHandler((_, _) => { })
            .Build());
        try
        {
            Repeat(() => _producer.InitTransactions(_slice));
        }
        catch
        {
            _producer.Dispose();
            throw;
        }
    }

    /// <exception cref="FencedException">Another writer uses the id now; so do the following.</exception>
    public void Begin()
    {
        Repeat(_producer.BeginTransaction);
        _isOpen = true;
    }

    /// <summary>Writes records to partitions and waits until they have arrived. Returns the offset of each.</summary>
    public IReadOnlyList<long> Write(IReadOnlyList<(OutputRecord Record, int Partition)> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var offsets = new long[records.Count];
        for (var i = 0; i < records.Count; i++)
        {
            var index = i;
            var (record, partition) = records[i];
            Repeat(() => _producer.Produce(new TopicPartition(record.Topic, partition), Messages.Of(record), report =>
            {
                offsets[index] = report.Offset;
                if (report.Error.IsError)
                {
                    _watch.Note(new Error(report.Error.Code, report.Error.Reason, isFatal: true));
                }
            }));
        }

        var begun = Stopwatch.GetTimestamp();
        while (_producer.Flush(_slice) > 0 && Stopwatch.GetElapsedTime(begun) < _patience)
        {
            ThrowIfFailed();
        }

        ThrowIfFailed();
        return _producer.Flush(TimeSpan.Zero) == 0 ? offsets : throw _watch.NoAnswer(_patience);
    }

    public void Commit()
    {
        Repeat(() => _producer.CommitTransaction(_slice));
        _isOpen = false;
    }

    /// <summary>Takes back what was written and not committed.</summary>
    public void Dispose()
    {
        if (_isOpen)
        {
            TryAbort();
        }

        _producer.Dispose();
    }

    private void TryAbort()
    {
        try
        {
            _producer.AbortTransaction(_slice);
        }
        catch (KafkaException)
        {
            // Whoever uses the id next ends it, or else the transaction's time-out.
        }
    }

    /// <summary>Calls that time out, or say so themselves, are to be made again.</summary>
    private void Repeat(Action call)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                call();
                return;
            }
            catch (KafkaException exception) when (exception is KafkaRetriableException || exception.Error.Code is ErrorCode.Local_TimedOut or ErrorCode.Local_QueueFull)
            {
                ThrowIfFailed();
                if (Stopwatch.GetElapsedTime(begun) > _patience)
                {
                    throw _watch.NoAnswer(_patience);
                }
            }
            catch (KafkaException exception)
            {
                throw Failure(exception.Error);
            }
        }
    }

    private void ThrowIfFailed()
    {
        if (_watch.Failure is { } error)
        {
            throw Failure(error);
        }
    }

    private Exception Failure(Error error) => error.Code is ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch
        ? new FencedException($"another process has begun to use the transactional id {_transactionalId}")
        : new StageFailureException(ClientWatch.Describe(error));
}
