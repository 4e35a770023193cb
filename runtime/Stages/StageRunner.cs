using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Runtime.Stages;

/// <summary>
/// Runs a stage over the partitions that its consumer group gives this instance: a task for each, restored one beside the other, and a commit
/// cycle for all of them. Everything happens in the thread that calls <see cref="Step"/>, so a simulated log and clock show exactly what a
/// process does.
/// </summary>
internal sealed class StageRunner(
    StageIdentity identity,
    RunnerSettings settings,
    Func<ILog> openLog,
    CreateStage create,
    StageTelemetry telemetry,
    TimeProvider time,
    ILogger logger) : IAssignmentListener, IDisposable
{
    private const int RestoreRecordsPerStep = 1_000;
    private const int IdleMs = 1_000;
    private static readonly TimeSpan _restoreWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _actingWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _restartDelay = TimeSpan.FromSeconds(1);
    private readonly SortedDictionary<int, StageTask> _tasks = [];
    private readonly Backlog _backlog = new();
    private ActingTasks? _acting;
    private ILog? _log;
    private long _lastCommit = time.GetTimestamp();
    private long _lastSave = time.GetTimestamp();
    private long? _restartAt;
    private bool _hasOpened;
    private bool _hasFailed;
    private int _recordsInCycle;
    private int _outputsInCycle;

    /// <summary>One turn: records consumed, restores brought on, ticks appended, a cycle committed if it is due.</summary>
    /// <param name="wait">How long to wait for a record where there is nothing else to do.</param>
    /// <exception cref="StageFailureException">Something is wrong that waiting will not mend.</exception>
    public void Step(TimeSpan wait)
    {
        telemetry.Health.Beat();
        try
        {
            if (TryGetLog(out var log))
            {
                Turn(log, wait);
            }
        }
        catch (LogFencedException exception)
        {
            StageLog.Fenced(logger, identity.Name, exception.Message);
            telemetry.Metrics.CommitEnded(CommitResult.Fenced, time.GetElapsedTime(_lastCommit));
            BeginAnew();
        }
        catch (LogInterruptedException exception) when (_hasOpened)
        {
            StageLog.Interrupted(logger, identity.Name, exception.Message);
            BeginAnew();
        }
        catch (LogInterruptedException exception)
        {
            throw new StageFailureException(exception.Message, exception);
        }
    }

    /// <summary>Commits and saves what was processed, and leaves the group.</summary>
    public void Stop()
    {
        try
        {
            _log?.Close();
        }
        catch (LogFencedException exception)
        {
            StageLog.Fenced(logger, identity.Name, exception.Message);
        }
        catch (LogInterruptedException exception)
        {
            StageLog.Interrupted(logger, identity.Name, exception.Message);
        }
    }

    public void Dispose() => Forget();

    void IAssignmentListener.Assigned(IReadOnlyCollection<int> partitions)
    {
        StageLog.Assigned(logger, identity.Name, string.Join(", ", partitions));
        foreach (var partition in partitions)
        {
            var committed = _log!.Committed(partition);
            var metrics = telemetry.Metrics.Partition(partition);
            _tasks[partition] = new StageTask(partition, _log.ReadState(partition), committed, create, metrics, time.GetTimestamp());
        }

        TellHealth();
    }

    void IAssignmentListener.Revoked(IReadOnlyCollection<int> partitions)
    {
        StageLog.Revoked(logger, identity.Name, string.Join(", ", partitions));
        Acting.Finish(_log!, [.. _tasks.Values.Where(task => partitions.Contains(task.Partition))]);
        CommitCycle(_log!, save: true);
        Drop(partitions, isOver: true);
    }

    void IAssignmentListener.Lost(IReadOnlyCollection<int> partitions)
    {
        StageLog.Lost(logger, identity.Name, string.Join(", ", partitions));
        Drop(partitions);
    }

    private bool TryGetLog([NotNullWhen(true)] out ILog? log)
    {
        if (_log is null && (_restartAt is not { } at || time.GetTimestamp() >= at))
        {
            _log = openLog();
            _log.Open(this);
            _hasOpened = true;
        }

        log = _log;
        return log is not null;
    }

    private void Turn(ILog log, TimeSpan wait)
    {
        Restore(log);
        _backlog.Write(log);
        log.Hold(_backlog.Count > 0 || _outputsInCycle >= settings.MaxOutputsPerCycle);
        Consume(log, WaitTime(wait));
        AppendTicks(log);
        Act(log);
        if ((IsFull && !_hasFailed) || time.GetElapsedTime(_lastCommit) >= settings.CommitInterval)
        {
            CommitCycle(log, time.GetElapsedTime(_lastSave) >= settings.StateInterval);
        }
    }

    private ActingTasks Acting => _acting ??= new ActingTasks(identity, _backlog, time, logger);

    private bool IsFull => _recordsInCycle >= settings.MaxRecordsPerCycle || _outputsInCycle >= settings.MaxOutputsPerCycle;

    private void Consume(ILog log, TimeSpan wait)
    {
        var nowMs = 0L;
        for (var count = 0; count < settings.MaxRecordsPerTurn && log.Poll(count == 0 ? wait : TimeSpan.Zero) is { } record; count++)
        {
            nowMs = count == 0 ? NowMs() : nowMs;
            if (_tasks.TryGetValue(record.Partition, out var task) && task.IsStarted)
            {
                Take(log, task, record, nowMs);
            }

            if (IsFull || _backlog.Count > 0)
            {
                break;
            }
        }
    }

    /// <summary>Not beyond the next commit, and hardly at all while state is being read.</summary>
    private TimeSpan WaitTime(TimeSpan wait)
    {
        var toCommit = settings.CommitInterval - time.GetElapsedTime(_lastCommit);
        var limit = _tasks.Values.Any(task => !task.IsStarted) ? _restoreWait : _recordsInCycle > 0 ? toCommit : wait;
        limit = limit > _actingWait && _tasks.Values.Any(task => task.Stage is IActingStage { IsActing: true }) ? _actingWait : limit;
        return limit < wait ? limit < TimeSpan.Zero ? TimeSpan.Zero : limit : wait;
    }

    private void Restore(ILog log)
    {
        foreach (var task in _tasks.Values)
        {
            if (!task.IsStarted && task.Restore(RestoreRecordsPerStep) && log.TryStart(task.Partition, task.Next))
            {
                task.IsStarted = true;
                task.Metrics.IsRunning = true;
                telemetry.Metrics.Restored(time.GetElapsedTime(task.AssignedAt));
                TellHealth();
                StageLog.Restored(logger, identity.Name, task.Partition, task.Next);
            }
        }
    }

    private void Take(ILog log, StageTask task, InputRecord record, long nowMs)
    {
        CountConsumed(task.Counts(record.Offset));
        var outputs = Process(task, record);
        _recordsInCycle++;
        task.BusyAtMs = nowMs;
        if (settings.Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            task.Outputs.AddRange(outputs.Select(output => SizeLimit.Fit(output, record, identity)));
            _outputsInCycle += outputs.Count;
            return;
        }

        foreach (var output in outputs)
        {
            var fitting = SizeLimit.Fit(output, record, identity);
            _backlog.Add(fitting, -1);
            telemetry.Metrics.Written(fitting);
        }

        _backlog.Write(log);
    }

    private void CountConsumed(bool isFirstTime)
    {
        if (isFirstTime)
        {
            telemetry.Metrics.Consumed(1);
        }
        else
        {
            telemetry.Metrics.Reprocessed(1);
        }
    }

    private IReadOnlyList<OutputRecord> Process(StageTask task, InputRecord record)
    {
        try
        {
            return task.Take(record);
        }
#pragma warning disable CA1031 // One record must never stop the others, whatever is wrong with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            StageLog.ProcessFailed(logger, exception, identity.Name, record.Topic, record.Partition, record.Offset);
            return task.Counts(record.Offset) ? [DeadLetter.From(identity.DeadLetterTopic, record, identity.Name, "failure", exception.Message)] : [];
        }
    }

    /// <summary>
    /// A tick for a partition that has been idle past the time its stage waits for. Should the broker's clock be behind, so that the tick comes
    /// too early, another one follows.
    /// </summary>
    private void AppendTicks(ILog log)
    {
        var nowMs = NowMs();
        foreach (var task in _tasks.Values)
        {
            if (task.IsLive && nowMs - task.BusyAtMs >= IdleMs && task.Stage!.TickDueMs <= nowMs)
            {
                task.BusyAtMs = nowMs;
                telemetry.Metrics.TickAppended();
                _backlog.Add(new OutputRecord(identity.InputTopic, null, task.Stage.Tick(nowMs), null, nowMs), task.Partition);
            }
        }

        _backlog.Write(log);
    }

    /// <summary>Nothing new is begun while there is no room for what came of the last.</summary>
    private void Act(ILog log)
    {
        foreach (var task in _tasks.Values.TakeWhile(_ => _backlog.Count == 0))
        {
            Acting.Act(log, task);
            _backlog.Write(log);
        }
    }

    /// <summary>
    /// Commits what was processed since the last time. Where it fails, outputs and records stay as they are and go into the next cycle; tasks
    /// that were lost meanwhile take theirs with them.
    /// </summary>
    private void CommitCycle(ILog log, bool save)
    {
        _lastCommit = time.GetTimestamp();
        _hasFailed = true;
        var tasks = _tasks.Values.Where(task => task.IsLive && task.Next >= 0).ToList();
        save &= tasks.Any(task => task.IsUnsaved);
        if (!save && !tasks.Any(task => task.IsUncommitted))
        {
            _hasFailed = false;
            _recordsInCycle = 0;
            TellPositions(log, tasks);
            return;
        }

        var positions = tasks.ToDictionary(task => task.Partition, task => task.Next);
        if (!save && tasks.TrueForAll(task => task.Outputs.Count == 0))
        {
            if (_backlog.Count == 0 && log.Flush() && log.Commit(positions))
            {
                Committed(log, tasks);
            }
            else
            {
                telemetry.Metrics.CommitEnded(CommitResult.Refused, time.GetElapsedTime(_lastCommit));
            }

            return;
        }

        var saved = save ? tasks.Where(task => task.IsUnsaved).ToList() : [];
        var transaction = new Transaction(
            [.. tasks.SelectMany(task => task.Outputs)],
            [.. saved.SelectMany(task => task.Save())],
            positions);
        if (_backlog.Count == 0 && log.Flush() && log.CommitTransaction(transaction))
        {
            saved.ForEach(task => task.Saved());
            _lastSave = save ? time.GetTimestamp() : _lastSave;
            telemetry.Metrics.StateWritten(transaction.State.Count, transaction.State.Sum(state => (long)state.Record.Size));
            foreach (var output in transaction.Outputs)
            {
                telemetry.Metrics.Written(output);
            }

            // Not every broker keeps the offsets of transactions; at-least-once must not depend on it.
            if (settings.Guarantee == ProcessingGuarantee.ExactlyOnce || log.Commit(positions))
            {
                Committed(log, tasks);
            }
            else
            {
                telemetry.Metrics.CommitEnded(CommitResult.Refused, time.GetElapsedTime(_lastCommit));
            }
        }
        else
        {
            telemetry.Metrics.CommitEnded(CommitResult.Aborted, time.GetElapsedTime(_lastCommit));
        }
    }

    private void Committed(ILog log, List<StageTask> tasks)
    {
        telemetry.Metrics.CommitEnded(CommitResult.Committed, time.GetElapsedTime(_lastCommit));
        tasks.ForEach(task => task.Committed());
        TellPositions(log, tasks);
        _recordsInCycle = 0;
        _outputsInCycle = 0;
        _hasFailed = false;
    }

    private static void TellPositions(ILog log, List<StageTask> tasks)
    {
        foreach (var task in tasks)
        {
            task.Metrics.SetPosition(task.Next, log.End(task.Partition));
            task.Metrics.SetDue(task.Stage!.TickDueMs);
        }
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="partitions">Which.</param>
    /// <param name="isOver">What they had underway has been finished; else it is abandoned.</param>
    private void Drop(IReadOnlyCollection<int> partitions, bool isOver = false)
    {
        foreach (var partition in partitions)
        {
            if (_tasks.Remove(partition, out var task))
            {
                if (!isOver)
                {
                    Acting.Abandon(task);
                }

                _outputsInCycle -= task.Outputs.Count;
                task.Dispose();
                telemetry.Metrics.Forget(partition);
            }
        }

        TellHealth();
    }

    private void TellHealth()
    {
        telemetry.Health.SetRestoring(_tasks.Values.Where(task => !task.IsStarted).Select(task => task.Partition));
        telemetry.Health.SetAssigned(_tasks.Keys);
    }

    private void BeginAnew()
    {
        Forget();
        _restartAt = time.GetTimestamp() + (long)(_restartDelay.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Leaves everything as a crash would; what is committed is all that remains.</summary>
    private void Forget()
    {
        Drop([.. _tasks.Keys]);
        _backlog.Clear();
        _recordsInCycle = 0;
        _outputsInCycle = 0;
        _log?.Dispose();
        _log = null;
        telemetry.Health.SetUnassigned();
    }
}
