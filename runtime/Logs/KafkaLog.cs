using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>The log on Kafka: a consumer of the input, a producer for what is written at once, and a transactional one for the rest.</summary>
internal sealed class KafkaLog : ILog
{
    private static readonly TimeSpan _answerTime = TimeSpan.FromSeconds(30);
    private readonly StageIdentity _identity;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly PlainWriter _plain;
    private readonly TransactionWriter _transactions;
    private readonly KafkaStateReaders _states;
    private readonly EndQueries _ends;
    private readonly HashSet<int> _started = [];

    /// <summary>For started partitions how far delivery has come.</summary>
    private readonly Dictionary<int, long> _reached = [];
    private readonly List<TopicPartition> _toPause = [];
    private readonly ClientErrors _errors;
    private IAssignmentListener? _listener;
    private bool _isHeld;
    private bool _isClosed;

    public KafkaLog(StageIdentity identity, ClientSettings client, ILogger logger)
    {
        _identity = identity;
        _logger = logger;
        _errors = new ClientErrors(identity, logger);
        var config = client.Consumer(identity.GroupId);
        config.IsolationLevel = IsolationLevel.ReadCommitted;
        config.AllowAutoCreateTopics = false;
        config.GroupInstanceId = identity.InstanceId;
        config.EnablePartitionEof = true;
        config.ConsumeResultFields = "headers,timestamp";
        _consumer = client.Create(() => new ConsumerBuilder<byte[], byte[]>(config)
            .SetPartitionsAssignedHandler((_, partitions) => Assign(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Leave(partitions, _listener is null ? null : _listener.Revoked))
            .SetPartitionsLostHandler((_, partitions) => Leave(partitions, _listener is null ? null : _listener.Lost))
            .SetErrorHandler((_, error) => _errors.Add(error))
            .SetLogHandler((_, _) => { })
            .Build());
        _plain = client.Create(() => new PlainWriter(client.Producer(), _errors));
        _transactions = client.Create(() => new TransactionWriter(client.TransactionalProducer(identity.TransactionalId), identity, _errors, logger));
        _states = new KafkaStateReaders(identity.StateTopic, client, _errors);
        _ends = new EndQueries(identity, _consumer.Handle, _errors);
    }

    public void Open(IAssignmentListener listener)
    {
        _listener = listener;
        _transactions.Initialise();
        _consumer.Subscribe(_identity.InputTopic);
    }

    public InputRecord? Poll(TimeSpan wait)
    {
        _errors.ThrowIfFinal();
        try
        {
            var result = _consumer.Consume(wait);
            PauseUntilStarted();
            while (result is { IsPartitionEOF: true })
            {
                NoteReached(result.Partition, result.Offset);
                result = _consumer.Consume(TimeSpan.Zero);
            }

            return result is { Message: { } message } && NoteReached(result.Partition, result.Offset + 1) ? ToRecord(result, message) : null;
        }
        catch (ConsumeException exception)
        {
            _errors.Add(exception.Error);
            return exception.Error.IsFatal ? throw new LogInterruptedException($"{exception.Error.Code}: {exception.Error.Reason}", exception) : null;
        }
    }

    public IStateReader ReadState(int partition) => _states.Open(partition);

    public long? Committed(int partition)
    {
        try
        {
            var offset = _consumer.Committed([Input(partition)], _answerTime).Single().Offset;
            return offset.IsSpecial ? null : offset.Value;
        }
        catch (KafkaException exception)
        {
            throw new LogInterruptedException($"{_identity.Name}: the committed offset of partition {partition} can't be read: {exception.Error.Reason}", exception);
        }
    }

    public bool TryStart(int partition, long offset)
    {
        var input = Input(partition);
        try
        {
            _consumer.Seek(new TopicPartitionOffset(input, offset < 0 ? Offset.Beginning : offset));
            _started.Add(partition);
            _reached[partition] = -1;
            if (!_isHeld)
            {
                _consumer.Resume([input]);
            }

            return true;
        }
        catch (KafkaException exception) when (exception.Error.Code is ErrorCode.Local_State or ErrorCode.Local_InProgress or ErrorCode.Local_Outdated)
        {
            return false;
        }
    }

    public void Hold(bool held)
    {
        if (held == _isHeld)
        {
            return;
        }

        _isHeld = held;
        if (held)
        {
            _consumer.Pause(_started.Select(Input));
        }
        else
        {
            _consumer.Resume(_started.Select(Input));
        }
    }

    public bool TryProduce(OutputRecord record, int partition) => _plain.TryProduce(record, partition);

    public bool Flush() => _plain.Flush();

    public bool Commit(IReadOnlyDictionary<int, long> positions)
    {
        try
        {
            _consumer.Commit(Offsets(positions));
            return true;
        }
        catch (KafkaException exception) when (!exception.Error.IsFatal && !ClientFailure.IsFinal(exception.Error.Code))
        {
            StageLog.NotCommitted(_logger, _identity.Name, exception.Error.Reason);
            return false;
        }
        catch (KafkaException exception)
        {
            throw _errors.Final(exception.Error);
        }
    }

    public bool CommitTransaction(Transaction transaction) =>
        _transactions.Commit(transaction, Offsets(transaction.Positions), _consumer.ConsumerGroupMetadata);

    public long End(int partition) => _consumer.GetWatermarkOffsets(Input(partition)).High is { IsSpecial: false } end ? end.Value : -1;

    public long? QueryEnd(int partition) => _ends.Ask(partition);

    public long Reached(int partition) => _reached.GetValueOrDefault(partition, -1);

    public void Close()
    {
        _consumer.Close();
        _isClosed = true;
    }

    /// <summary>Leaves the group, if that was not done yet, without a last commit.</summary>
    public void Dispose()
    {
        _listener = null;
        if (!_isClosed)
        {
            _consumer.Close();
        }

        _states.Dispose();
        _ends.Dispose();
        _consumer.Dispose();
        _plain.Dispose();
        _transactions.Dispose();
    }

    /// <summary>The client isn't asked for the topic's name, which it would copy for every record.</summary>
    private InputRecord ToRecord(ConsumeResult<byte[], byte[]> result, Message<byte[], byte[]> message) =>
        new(_identity.InputTopic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers);

    /// <summary>False for a partition that isn't started: what comes from it was on its way before it was paused.</summary>
    private bool NoteReached(int partition, long offset)
    {
        if (!_started.Contains(partition))
        {
            return false;
        }

        _reached[partition] = offset;
        return true;
    }

    /// <summary>Assigned partitions deliver at once from the committed offset, unless they are paused before the next poll.</summary>
    private void PauseUntilStarted()
    {
        if (_toPause.Count > 0)
        {
            var assigned = _consumer.Assignment.ToHashSet();
            _consumer.Pause(_toPause.Where(partition => assigned.Contains(partition) && !_started.Contains(partition.Partition.Value)));
            _toPause.Clear();
        }
    }

    private void Assign(List<TopicPartition> partitions)
    {
        _toPause.AddRange(partitions);
        _listener?.Assigned([.. partitions.Select(partition => partition.Partition.Value)]);
    }

    private void Leave(List<TopicPartitionOffset> partitions, Action<IReadOnlyCollection<int>>? tell)
    {
        tell?.Invoke([.. partitions.Select(partition => partition.Partition.Value)]);
        foreach (var partition in partitions)
        {
            _started.Remove(partition.Partition.Value);
            _reached.Remove(partition.Partition.Value);
            _ends.Forget(partition.Partition.Value);
            _toPause.Remove(partition.TopicPartition);
        }
    }

    private IEnumerable<TopicPartitionOffset> Offsets(IReadOnlyDictionary<int, long> positions) =>
        positions.Select(position => new TopicPartitionOffset(Input(position.Key), position.Value));

    private TopicPartition Input(int partition) => new(_identity.InputTopic, partition);
}
