using System.Globalization;
using Google.Protobuf;
using Tocsin.Engine.Episodes;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

public sealed partial class Converger
{
    private const string TimedOut = "timed-out";

    /// <summary>The first of these that holds decides.</summary>
    private void Take(Request request, byte[]? key)
    {
        if (!_filter.IsNew(request.Origin))
        {
            return;
        }

        var id = RecordId.Of(request);
        if (_open.Contains(id))
        {
            return;
        }

        if (IsTooLate(request))
        {
            return;
        }

        var partitionKey = KeyOf(key);
        var record = RecordWriter.Begin(id, request, partitionKey, _ledger);
        if (request.ShieldedBy.Length > 0)
        {
            _open.Close(record, Decision.Shielded(request.ShieldedBy));
        }
        else if (request.AcknowledgedBy.Length > 0)
        {
            _open.Close(record, Decision.Acknowledged(request.AcknowledgedBy));
        }
        else if (request.BlockedBy.Length > 0)
        {
            _open.Close(record, Decision.Blocked(request.BlockedBy));
        }
        else if (request.RefusedBecause.Length > 0)
        {
            _open.Close(record, Decision.Unable(request.RefusedBecause));
        }
        else if (request.Defense is not { Action: not DefenseAction.Unspecified })
        {
            _open.Open(record, request, partitionKey, Decision.Undefended);
        }
        else
        {
            _groups.Judge(record, request, partitionKey);
        }
    }

    /// <summary>An alarm that began so long ago is only mentioned. One that is over began long ago by its nature.</summary>
    private bool IsTooLate(Request request)
    {
        var ageMs = _ledger.NowMs - request.Alarm.StartTime;
        if (request.SkipDelaySeconds == 0 || request.Alarm.State is AlarmState.Recovered or AlarmState.Closed || ageMs <= request.SkipDelaySeconds * 1_000L)
        {
            return false;
        }

        _ledger.Output.Stories.Add(new StoryLine
        {
            AlarmId = request.Alarm.Id,
            Policy = request.Policy,
            Package = request.Package,
            TimeMs = _ledger.NowMs,
            Reason = StoryReason.BeganTooLongAgo,
            Sentence = string.Create(CultureInfo.InvariantCulture, $"The alarm began {ageMs / 1_000} s ago, more than the {request.SkipDelaySeconds} s of skip-delay."),
        });
        return true;
    }

    private void Take(ManualRun run, byte[]? key)
    {
        var id = RecordId.Of(run);
        if (!_open.Contains(id))
        {
            var partitionKey = KeyOf(key);
            _open.RunByHand(RecordWriter.Begin(id, run, partitionKey, _ledger), run, partitionKey);
        }
    }

    /// <summary>Void unless it runs: a late outcome changes nothing any more.</summary>
    private void Take(Outcome outcome)
    {
        if (_open.Find(outcome.RecordId) is { Record.Status: ProcessingStatus.Running } open)
        {
            End(open, StatusOf(outcome.Result), outcome, _ledger.NowMs);
        }
    }

    /// <summary>Void unless it is waited for, since the very time it names: the first answer counts.</summary>
    private void Take(ApprovalAnswer answer)
    {
        if (_open.Find(answer.RecordId) is not { Record.Status: ProcessingStatus.WaitingForApproval } open
            || (answer.AskedMs != 0 && answer.AskedMs != open.Record.AskedMs))
        {
            return;
        }

        open.Record.AnsweredMs = _ledger.NowMs;
        open.Record.AnsweredBy = answer.By;
        open.Record.Comment = answer.Comment;
        _groups.Leave(open);
        if (answer.Approved)
        {
            _open.Run(open, Decision.Approved);
        }
        else
        {
            _open.Skip(open, Decision.Refused, _ledger.NowMs);
        }
    }

    /// <summary>What hasn't begun won't begin. What runs is let be, and what waits for a summary is told by it.</summary>
    private void Take(Withdrawal withdrawal)
    {
        if (_open.Find(withdrawal.RecordId) is not { Record.Status: ProcessingStatus.Waiting or ProcessingStatus.WaitingForApproval } open
            || open.Record.Action == DefenseAction.Summarise)
        {
            return;
        }

        if (open.Record.Status == ProcessingStatus.WaitingForApproval)
        {
            _open.Cancel(open, withdrawal.Reason);
        }

        _open.Skip(open, Decision.Withdrawn(withdrawal), _ledger.NowMs);
        _groups.Leave(open);
    }

    private void End(OpenRecord open, ProcessingStatus status, Outcome outcome, long endedMs)
    {
        _open.End(open, status, outcome, endedMs);
        _groups.Ended(open, status == ProcessingStatus.Success);
    }

    private static ProcessingStatus StatusOf(OutcomeResult result) => result switch
    {
        OutcomeResult.Success => ProcessingStatus.Success,
        OutcomeResult.Partial => ProcessingStatus.Partial,
        _ => ProcessingStatus.Failure,
    };

    private static ByteString KeyOf(byte[]? key) => ByteString.CopyFrom(key ?? []);
}
