using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Writes outputs, state and positions together. The transactional id is the instance's own, so a restart ends what the last run left open.</summary>
internal sealed class TransactionWriter(ProducerConfig config, StageIdentity identity, ClientErrors errors, ILogger logger) : IDisposable
{
    private const int Attempts = 6;
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _roomTime = TimeSpan.FromMilliseconds(20);
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(config)
        .SetErrorHandler((_, error) => errors.Add(error))
        .SetLogHandler((_, _) => { })
        .Build();

    /// <exception cref="StageFailureException">Kafka refuses.</exception>
    /// <exception cref="LogInterruptedException">Kafka doesn't answer.</exception>
    public void Initialise()
    {
        try
        {
            Retry(() => _producer.InitTransactions(_answerTime));
        }
        catch (KafkaException exception)
        {
            ThrowIfRefused(exception.Error);
            throw new LogInterruptedException(ClientFailure.Describe(exception.Error, identity), exception);
        }
    }

    /// <summary>False if it was aborted and may be tried again.</summary>
    /// <exception cref="LogFencedException">This instance's place is taken.</exception>
    /// <exception cref="LogInterruptedException">Kafka doesn't answer; how the transaction ended isn't known.</exception>
    public bool Commit(Transaction transaction, IEnumerable<TopicPartitionOffset> offsets, IConsumerGroupMetadata group)
    {
        try
        {
            _producer.BeginTransaction();
            foreach (var output in transaction.Outputs)
            {
                Produce(new TopicPartition(output.Topic, Partition.Any), Messages.Of(output));
            }

            foreach (var (partition, record) in transaction.State)
            {
                Produce(new TopicPartition(identity.StateTopic, partition), new Message<byte[], byte[]> { Key = record.Key, Value = record.Value! });
            }

            Retry(() => _producer.SendOffsetsToTransaction(offsets, group, _answerTime));
            Retry(() => _producer.CommitTransaction(_answerTime));
            return true;
        }
        catch (KafkaException exception)
        {
            ThrowIfRefused(exception.Error);
            ThrowIfOver(exception);
            StageLog.Aborted(logger, identity.Name, exception.Error.Reason);
            Abort();
            return false;
        }
    }

    public void Dispose() => _producer.Dispose();

    /// <summary>The client has waited already where it says that it may be tried again; what it began goes on.</summary>
    private static void Retry(Action operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                operation();
                return;
            }
            catch (KafkaRetriableException) when (attempt < Attempts)
            {
            }
        }
    }

    private void Produce(TopicPartition target, Message<byte[], byte[]> message)
    {
        while (true)
        {
            try
            {
                _producer.Produce(target, message);
                return;
            }
            catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(_roomTime);
            }
        }
    }

    private void Abort()
    {
        try
        {
            Retry(() => _producer.AbortTransaction(_answerTime));
        }
        catch (KafkaException exception)
        {
            ThrowIfOver(exception);
            throw new LogInterruptedException($"a transaction could not be aborted: {exception.Error.Reason}", exception);
        }
    }

    private void ThrowIfRefused(Error error)
    {
        errors.ThrowIfFinal();
        if (ClientFailure.IsFinal(error.Code))
        {
            throw errors.Final(error);
        }
    }

    /// <summary>A fatal error ends this producer. One that could still be retried has been, often enough: how the transaction ended isn't known.</summary>
    private static void ThrowIfOver(KafkaException exception)
    {
        var reason = $"{exception.Error.Code}: {exception.Error.Reason}";
        if (exception.Error.IsFatal)
        {
            throw new LogFencedException(reason, exception);
        }

        if (exception is KafkaRetriableException)
        {
            throw new LogInterruptedException(reason, exception);
        }
    }
}
