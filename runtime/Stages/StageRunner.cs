using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;

namespace Tocsin.Runtime.Stages;

/// <summary>
/// Runs a stage over the partitions that its consumer group gives this process: consume, process, produce, and commit once everything produced
/// has arrived. At least once: after a crash the records since the last commit are processed again.
/// </summary>
public sealed class StageRunner : IDisposable
{
    private const int MaxRecordsPerCommit = 10_000;
    private static readonly TimeSpan _commitInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _pollTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _idleTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _flushTime = TimeSpan.FromSeconds(30);
    private readonly StageIdentity _identity;
    private readonly Func<int, IStage> _create;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly TopicCheck _topics;
    private readonly Dictionary<int, IStage> _stages = [];
    private readonly Dictionary<int, Offset> _positions = [];
    private readonly Dictionary<int, long> _lastRecords = [];
    private readonly Dictionary<int, long> _ticked = [];
    private readonly List<OutputRecord> _outputs = [];
    private long _lastCommit;
    private int _uncommitted;
    private volatile Error? _failure;

    /// <param name="identity">What to consume and as whom.</param>
    /// <param name="client">How to reach Kafka.</param>
    /// <param name="create">Makes the stage of a partition when it is assigned.</param>
    /// <param name="time">Says when it is time to commit, and when an idle partition needs a tick.</param>
    /// <param name="logger">For the operator.</param>
    public StageRunner(StageIdentity identity, ClientSettings client, Func<int, IStage> create, TimeProvider time, ILogger logger)
    {
        _identity = identity;
        _create = create;
        _time = time;
        _logger = logger;
        _consumer = new ConsumerBuilder<byte[], byte[]>(client.Consumer(identity.GroupId))
            .SetPartitionsAssignedHandler((_, partitions) => Assign(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => Revoke(partitions))
            .SetPartitionsLostHandler((_, partitions) => Lose(partitions))
            .SetErrorHandler((_, error) => Report(error))
            .SetLogHandler((_, _) => { })
            .Build();
        _producer = new ProducerBuilder<byte[], byte[]>(client.Producer())
            .SetErrorHandler((_, error) => Report(error))
            .SetLogHandler((_, _) => { })
            .Build();
        _topics = new TopicCheck(identity, client, _consumer.Handle);
    }

    /// <summary>The stages of the partitions held at present. To be used from the thread that runs only.</summary>
    public IReadOnlyDictionary<int, IStage> Stages => _stages;

    /// <summary>Runs until told to stop, then commits and leaves the group. <paramref name="beforePoll"/> is called between records.</summary>
    /// <exception cref="StageFailureException">Something is wrong that waiting will not mend.</exception>
    public void Run(Action beforePoll, CancellationToken stop)
    {
        _topics.Check();
        _consumer.Subscribe(_identity.InputTopic);
        _lastCommit = _time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            beforePoll();
            Step();
            ThrowIfFailed();
        }

        Commit();
        _consumer.Close();
    }

    public void Dispose()
    {
        _consumer.Dispose();
        _producer.Dispose();
    }

    private void Step()
    {
        try
        {
            if (_consumer.Consume(_pollTime) is { IsPartitionEOF: false } result)
            {
                Process(result);
            }
        }
        catch (ConsumeException exception)
        {
            Report(exception.Error);
        }

        AppendTicks();
        if (_uncommitted >= MaxRecordsPerCommit || (_uncommitted > 0 && _time.GetElapsedTime(_lastCommit) >= _commitInterval))
        {
            Commit();
        }
    }

    private void Process(ConsumeResult<byte[], byte[]> result)
    {
        var message = result.Message;
        var record = new InputRecord(result.Topic, result.Partition, result.Offset, message.Timestamp.UnixTimestampMs, message.Key, message.Value, message.Headers);
        _outputs.Clear();
        try
        {
            _stages[record.Partition].Process(record, _outputs);
        }
#pragma warning disable CA1031 // One record must never stop the others, whatever is wrong with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            StageLog.ProcessFailed(_logger, exception, _identity.Name, record.Topic, record.Partition, record.Offset);
            _outputs.Add(DeadLetter.From(_identity.DeadLetterTopic, record, _identity.Name, "failure", exception.Message));
        }

        foreach (var output in _outputs)
        {
            Produce(output);
        }

        _positions[record.Partition] = result.Offset + 1;
        _lastRecords[record.Partition] = _time.GetTimestamp();
        _uncommitted++;
    }

    /// <summary>
    /// One tick for each time a partition is waiting for, should the wall clock reach it before a record does. While records come, as when
    /// catching up, theirs is the time that counts.
    /// </summary>
    private void AppendTicks()
    {
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (partition, stage) in _stages)
        {
            var dueMs = stage.TickDueMs;
            if (dueMs <= nowMs && _ticked.GetValueOrDefault(partition) != dueMs && IsIdle(partition))
            {
                _ticked[partition] = dueMs;
                Produce(new OutputRecord(_identity.InputTopic, null, stage.Tick(nowMs), null, nowMs), partition);
            }
        }
    }

    private bool IsIdle(int partition) => _time.GetElapsedTime(_lastRecords.GetValueOrDefault(partition)) >= _idleTime;

    private void Produce(OutputRecord output, int partition = -1)
    {
        var target = new TopicPartition(output.Topic, partition);
        var message = new Message<byte[], byte[]> { Key = output.Key!, Value = output.Value!, Headers = output.Headers };
        if (output.TimestampMs is { } timestampMs)
        {
            message.Timestamp = new Timestamp(timestampMs, TimestampType.CreateTime);
        }

        while (true)
        {
            try
            {
                _producer.Produce(target, message, Delivered);
                return;
            }
            catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(_pollTime);
            }
        }
    }

    private void Delivered(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            _failure = report.Error;
        }
    }

    /// <summary>Waits until every output has arrived and commits the positions. Outputs that can't be delivered end the run, uncommitted.</summary>
    private void Commit()
    {
        _lastCommit = _time.GetTimestamp();
        if (_uncommitted == 0)
        {
            return;
        }

        if (_producer.Flush(_flushTime) > 0)
        {
            return;
        }

        ThrowIfFailed();
        try
        {
            _consumer.Commit(_positions.Select(position => new TopicPartitionOffset(_identity.InputTopic, position.Key, position.Value)));
            _uncommitted = 0;
        }
        catch (KafkaException exception) when (!exception.Error.IsFatal)
        {
            StageLog.NotCommitted(_logger, _identity.Name, exception.Error.Reason);
        }
    }

    private void Assign(List<TopicPartition> partitions)
    {
        StageLog.Assigned(_logger, _identity.Name, Names(partitions));
        foreach (var partition in partitions)
        {
            _stages[partition.Partition] = _create(partition.Partition);
        }
    }

    private void Revoke(List<TopicPartitionOffset> partitions)
    {
        Commit();
        StageLog.Revoked(_logger, _identity.Name, Names(partitions.Select(partition => partition.TopicPartition)));
        Forget(partitions);
    }

    private void Lose(List<TopicPartitionOffset> partitions)
    {
        StageLog.Lost(_logger, _identity.Name, Names(partitions.Select(partition => partition.TopicPartition)));
        Forget(partitions);
    }

    private void Forget(List<TopicPartitionOffset> partitions)
    {
        foreach (var partition in partitions)
        {
            _stages.Remove(partition.Partition);
            _positions.Remove(partition.Partition);
            _lastRecords.Remove(partition.Partition);
            _ticked.Remove(partition.Partition);
        }
    }

    /// <summary>What waiting mends is left to the client; the rest ends the run.</summary>
    private void Report(Error error)
    {
        if (error.IsFatal || ClientFailure.IsFinal(error.Code))
        {
            _failure = error;
        }
        else
        {
            StageLog.ClientError(_logger, _identity.Name, error.Code, error.Reason);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } error)
        {
            throw new StageFailureException(ClientFailure.Describe(error, _identity));
        }
    }

    private static string Names(IEnumerable<TopicPartition> partitions) => string.Join(", ", partitions.Select(partition => partition.Partition.Value).Order());
}
