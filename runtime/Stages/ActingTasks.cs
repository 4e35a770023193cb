using Microsoft.Extensions.Logging;
using Tocsin.Runtime.Logs;

namespace Tocsin.Runtime.Stages;

/// <summary>Lets the stages act that do, and appends what comes of it to their partitions.</summary>
internal sealed class ActingTasks(StageIdentity identity, Backlog backlog, TimeProvider time, ILogger logger)
{
    private const int FlushAttempts = 10;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);
    private readonly List<OutputRecord> _appends = [];

    /// <summary>Lets a task act, if it may. A stage that fails is let alone for a while; what it had to append before counts.</summary>
    public void Act(ILog log, StageTask task)
    {
        if (task.Stage is IActingStage stage && time.GetTimestamp() >= task.ActsAgainAt && IsCaughtUp(log, task))
        {
            task.Metrics.IsReplaying = false;
            if (!Try(task, () => stage.Act(time.GetUtcNow().ToUnixTimeMilliseconds(), _appends)))
            {
                task.ActsAgainAt = time.GetTimestamp() + (long)(_pause.TotalSeconds * time.TimestampFrequency);
            }
        }
    }

    /// <summary>Ends what tasks have underway that go to another instance, and sees to it that the new owner finds what came of it.</summary>
    public void Finish(ILog log, IReadOnlyCollection<StageTask> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.Stage is IActingStage stage && !Try(task, () => stage.Finish(_appends)))
            {
                Abandon(task);
            }
        }

        if (tasks.Any(task => task.Stage is IActingStage))
        {
            Flush(log);
        }
    }

    public void Abandon(StageTask task)
    {
        if (task.Stage is IActingStage stage)
        {
            Try(task, stage.Abandon);
        }
    }

    /// <summary>
    /// Everything before the end that the partition had when the task began has been processed. That end counts transactions that were open then,
    /// and the records that end transactions, which nobody gets to see: so it is reached by where the log has come to, not by the last record.
    /// </summary>
    private static bool IsCaughtUp(ILog log, StageTask task)
    {
        if (!task.IsCaughtUp && task.IsStarted)
        {
            task.ActsFrom ??= log.QueryEnd(task.Partition);
            task.IsCaughtUp = task.ActsFrom is { } end && Math.Max(task.Next, log.Reached(task.Partition)) >= end;
        }

        return task.IsCaughtUp;
    }

    private bool Try(StageTask task, Action action)
    {
        _appends.Clear();
        try
        {
            action();
            return true;
        }
#pragma warning disable CA1031 // One partition must never stop the others, whatever is wrong with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            StageLog.ActFailed(logger, exception, identity.Name, task.Partition);
            return false;
        }
        finally
        {
            Append(task);
        }
    }

    private void Append(StageTask task)
    {
        foreach (var append in _appends)
        {
            if (SizeLimit.Size(append) > SizeLimit.MaxBytes)
            {
                StageLog.AppendTooLarge(logger, identity.Name, task.Partition, SizeLimit.Size(append), SizeLimit.MaxBytes);
                continue;
            }

            backlog.Add(append with { Topic = identity.InputTopic }, task.Partition);
        }
    }

    private void Flush(ILog log)
    {
        for (var attempt = 0; attempt < FlushAttempts; attempt++)
        {
            backlog.Write(log);
            if (log.Flush() && backlog.Count == 0)
            {
                return;
            }
        }

        StageLog.NotAppended(logger, identity.Name);
    }
}
