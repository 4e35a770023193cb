using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

/// <summary>
/// Section 3 of the agreed semantics, written down for clarity alone: it keeps everything that ever happened and looks through all of it for every
/// question. Shares nothing with the engine but the words and the names of records.
/// </summary>
internal sealed partial class NaiveDefense(int maxWaiting, DefenseBug bug = DefenseBug.None)
{
    private readonly List<NaiveEvent> _events = [];
    private readonly List<NaiveGroup> _groups = [];
    private readonly List<Origin> _origins = [];
    private readonly List<string> _records = [];
    private readonly List<string> _commands = [];
    private readonly List<string> _told = [];
    private readonly List<string> _stories = [];
    private long _nowMs;
    private int _number;

    /// <summary>Only its maker knows the id of a summary's record, by which outcomes name it.</summary>
    public Func<string, string?> IdOfSummary { get; set; } = _ => null;

    /// <summary>What follows from the record, as lines.</summary>
    public List<string> Process(DefenseRecord record)
    {
        _nowMs = bug == DefenseBug.ClockRunsBackwards ? record.TimestampMs : Math.Max(_nowMs, record.TimestampMs);
        DoWhatIsDue(record.Body.RecordCase switch
        {
            ActionRecord.RecordOneofCase.Outcome => bug == DefenseBug.OutcomeAtTheLastMomentIgnored ? 1 : 0,
            ActionRecord.RecordOneofCase.ApprovalAnswer => bug == DefenseBug.AnswerAtTheLastMomentIgnored ? 2 : 1,
            ActionRecord.RecordOneofCase.Request when bug == DefenseBug.SummaryAfterEventOfSameTime => 2,
            _ => 9,
        });
        switch (record.Body.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Request:
                Take(record.Body.Request);
                break;
            case ActionRecord.RecordOneofCase.Outcome:
                Take(record.Body.Outcome);
                break;
            case ActionRecord.RecordOneofCase.ApprovalAnswer:
                Take(record.Body.ApprovalAnswer);
                break;
            case ActionRecord.RecordOneofCase.ManualRun:
                Take(record.Body.ManualRun);
                break;
            case ActionRecord.RecordOneofCase.Withdrawal when bug != DefenseBug.NothingTakenBack:
                Take(record.Body.Withdrawal);
                break;
        }

        List<string> lines = [.. _records, .. _commands, .. _told, .. _stories];
        _records.Clear();
        _commands.Clear();
        _told.Clear();
        _stories.Clear();
        return lines;
    }

    private void Take(Request request)
    {
        if (bug != DefenseBug.RepetitionsRun && (IsRepetition(request.Origin) || IsOpen(RecordId.Of(request))))
        {
            _origins.Add(request.Origin);
            return;
        }

        _origins.Add(request.Origin);
        if (BeganTooLongAgo(request))
        {
            _stories.Add($"story {request.Alarm.Id} began-too-long-ago");
            return;
        }

        var @event = new NaiveEvent(++_number, RecordId.Of(request))
        {
            Request = request,
            Key = request.Defense is null ? "" : KeyOf(request),
            TimeoutMs = TimeoutMs(request.TimeoutSeconds),
            ReceivedMs = _nowMs,
        };
        _events.Add(@event);
        if (request.ShieldedBy.Length > 0)
        {
            @event.IsFree = bug == DefenseBug.ShieldedCount;
            Close(@event, ProcessingStatus.Shielded, "shielded");
        }
        else if (request.AcknowledgedBy.Length > 0)
        {
            @event.IsFree = bug == DefenseBug.AcknowledgedCount;
            Close(@event, ProcessingStatus.Skipped, "acknowledged");
        }
        else if (request.BlockedBy.Length > 0)
        {
            Close(@event, ProcessingStatus.Blocked, "blocked");
        }
        else if (request.RefusedBecause.Length > 0)
        {
            Close(@event, ProcessingStatus.Failure, request.RefusedBecause);
        }
        else if (request.Defense is null)
        {
            Run(@event, "undefended");
        }
        else
        {
            Judge(@event, request.Defense);
        }
    }

    private void Take(ManualRun run)
    {
        if (IsOpen(RecordId.Of(run)))
        {
            return;
        }

        var counts = bug == DefenseBug.ManualCount && _events.Count > 0;
        var @event = new NaiveEvent(++_number, RecordId.Of(run)) { TimeoutMs = TimeoutMs(run.TimeoutSeconds), ReceivedMs = _nowMs, Key = counts ? _events[^1].Key : "" };
        @event.IsFree = counts;
        _events.Add(@event);
        Run(@event, "manual");
    }

    private void Take(Outcome outcome)
    {
        var status = outcome.Result switch
        {
            OutcomeResult.Success => ProcessingStatus.Success,
            OutcomeResult.Partial => ProcessingStatus.Partial,
            _ => ProcessingStatus.Failure,
        };
        if (_events.LastOrDefault(each => each.Name == outcome.RecordId || IdOfSummary(each.Name) == outcome.RecordId) is not { } @event)
        {
            return;
        }

        if (@event.Status == ProcessingStatus.Running)
        {
            End(@event, status, outcome.Reason, _nowMs);
        }
        else if (bug == DefenseBug.LateOutcomeCounts && @event.Outcome == "timed-out")
        {
            @event.Status = status;
        }
    }

    private void Take(ApprovalAnswer answer)
    {
        if (_events.LastOrDefault(each => each.Name == answer.RecordId) is not { } @event
            || !(@event.Status == ProcessingStatus.WaitingForApproval || (bug == DefenseBug.SecondAnswerCounts && @event.Reason == "refused")))
        {
            return;
        }

        if (answer.AskedMs != 0 && answer.AskedMs != @event.AskedMs && bug != DefenseBug.AnswerToAnotherAskingCounts)
        {
            return;
        }

        @event.AnsweredMs = _nowMs;
        if (answer.Approved)
        {
            Run(@event, "approved");
        }
        else
        {
            Close(@event, ProcessingStatus.Skipped, "refused");
        }
    }

    private void Take(Withdrawal withdrawal)
    {
        if (_events.LastOrDefault(each => each.Name == withdrawal.RecordId) is not { IsOpen: true } @event
            || (@event.Status == ProcessingStatus.Running && bug != DefenseBug.RunTakenBack)
            || (@event.HeldBy is not null && bug != DefenseBug.HeldTakenBack))
        {
            return;
        }

        if (@event.Status == ProcessingStatus.WaitingForApproval && bug != DefenseBug.TakenBackWithoutCancelling)
        {
            _commands.Add(DefenseLines.Cancel(@event.Name, withdrawal.Reason));
        }

        Close(@event, ProcessingStatus.Skipped, withdrawal.Reason);
    }

    private bool IsRepetition(Origin origin) => _origins.Any(seen => seen.Partition == origin.Partition && seen.Offset >= origin.Offset);

    private bool IsOpen(string name) => _events.Any(each => each.Name == name && each.IsOpen);

    private bool BeganTooLongAgo(Request request)
    {
        var isOver = request.Alarm.State is AlarmState.Recovered or AlarmState.Closed && bug != DefenseBug.SkipDelayForRecoveries;
        var slack = bug == DefenseBug.SkipDelayAtTheVerySecond ? 1 : 0;
        return request.SkipDelaySeconds > 0 && !isOver && _nowMs - request.Alarm.StartTime + slack > request.SkipDelaySeconds * 1_000;
    }

    private static long TimeoutMs(uint seconds) => (seconds == 0 ? 600 : seconds) * 1_000L;

    private void Run(NaiveEvent @event, string reason)
    {
        @event.Status = ProcessingStatus.Running;
        @event.Reason = reason;
        @event.StartedMs = _nowMs;
        Tell(@event);
        _commands.Add(DefenseLines.Run(@event.Name, _nowMs, _nowMs + @event.TimeoutMs));
    }

    /// <summary>It won't run.</summary>
    private void Close(NaiveEvent @event, ProcessingStatus status, string reason, long? endedMs = null)
    {
        @event.Status = status;
        @event.Reason = reason;
        @event.EndedMs = endedMs ?? _nowMs;
        Tell(@event);
    }

    private void End(NaiveEvent @event, ProcessingStatus status, string outcome, long endedMs)
    {
        @event.Status = status;
        @event.Outcome = outcome;
        @event.EndedMs = endedMs;
        Tell(@event);
        if (@event.Group is { } group)
        {
            JudgeWaiting(group);
        }
    }

    private void Tell(NaiveEvent @event) => _records.Add(DefenseLines.Record(
        @event.Name,
        @event.Status,
        @event.Reason,
        @event.GroupTold,
        @event.Count,
        (@event.ReceivedMs, @event.StartedMs, @event.EndedMs, @event.AskedMs, @event.AnsweredMs),
        @event.SummaryTold,
        @event.Outcome));
}
