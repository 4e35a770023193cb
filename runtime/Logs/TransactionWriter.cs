using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Writes outputs, state and positions together. The transactional id is the instance's own, so a restart ends what the last run left open.</summary>
internal sealed class TransactionWriter(ProducerConfig config, StageIdentity identity, ClientErrors errors, ILogger logger) : IDisposable
{
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _roomTime = TimeSpan.FromMilliseconds(20);
    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(config)
        .SetErrorHandler((_, error) => errors.Add(error))
        .SetLogHandler((_, _) => { })
        .Build();

    /// <exception cref="StageFailureException">Kafka doesn't answer or refuses.</exception>
    public void Initialise()
    {
        try
        {
            _producer.InitTransactions(_answerTime);
        }
        catch (KafkaException exception)
        {
            errors.ThrowIfFinal();
            throw new StageFailureException(ClientFailure.Describe(exception.Error, identity), exception);
        }
    }

    /// <summary>False if it was aborted and may be tried again.</summary>
    /// <exception cref="LogFencedException">This instance's place is taken.</exception>
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
        catch (KafkaTxnRequiresAbortException exception)
        {
            StageLog.Aborted(logger, identity.Name, exception.Error.Reason);
            Abort();
            return false;
        }
        catch (KafkaException exception)
        {
            errors.ThrowIfFinal();
            throw new LogFencedException($"{exception.Error.Code}: {exception.Error.Reason}", exception);
        }
    }

    public void Dispose() => _producer.Dispose();

    private static void Retry(Action operation)
    {
        while (true)
        {
            try
            {
                operation();
                return;
            }
            catch (KafkaRetriableException)
            {
                // The client has waited already; what it began goes on.
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

    private void Abort() => Retry(() => _producer.AbortTransaction(_answerTime));
}
