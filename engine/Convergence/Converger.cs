using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// One partition of the actions topic as a state machine: decides for each request whether its package runs, and follows what becomes of it. Its only
/// input is the partition's records, its only clock the highest timestamp seen. What falls due does so at the record whose timestamp reaches it, in
/// the order of the times and before the record itself; only an outcome or an answer of the very same time comes first. What ends bears the time at
/// which it fell due, what begins because of it begins now.
/// </summary>
public sealed partial class Converger
{
    public const int DefaultMaxWaiting = 1_000;
    private readonly Ledger _ledger;
    private readonly OpenRecords _open;
    private readonly Merges _merges;
    private readonly Groups _groups;
    private OriginFilter _filter = new();

    /// <param name="partition">Its number.</param>
    /// <param name="maxWaiting">So many requests of one group wait, are asked for or are held at the same time; further ones are skipped, or only counted by the summary.</param>
    public Converger(int partition, int maxWaiting = DefaultMaxWaiting)
    {
        _ledger = new Ledger(partition);
        _open = new OpenRecords(_ledger);
        var summaries = new Summaries(_ledger, _open);
        _merges = new Merges(_ledger, summaries);
        _groups = new Groups(_ledger, _open, summaries, _merges, maxWaiting);
    }

    /// <summary>The log time from which on a tick would make a difference; <see cref="long.MaxValue"/> if none would.</summary>
    public long TickDueMs => _ledger.Deadlines.FirstMs;

    /// <summary>Records that run or wait.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Groups that a request can join, and what is counted for one.</summary>
    public int GroupCount => _groups.Count;

    public int MergeCount => _merges.Count;

    /// <summary>Takes the next record of the partition, as <see cref="ActionRecords"/> reads it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="key">Its key: commands that follow from it bear the same.</param>
    /// <param name="offset">Its place.</param>
    /// <param name="timestampMs">Its time.</param>
    /// <param name="output">Gets what follows, in order.</param>
    public void Process(ActionRecord record, byte[]? key, long offset, long timestampMs, ConvergenceOutput output)
    {
        _ledger.Output = output;
        _ledger.Offset = offset;
        _ledger.NowMs = Math.Max(_ledger.NowMs, timestampMs);
        _isDirty = true;
        DoWhatIsDue(RankOf(record));
        switch (record.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Request:
                Take(record.Request, key);
                break;
            case ActionRecord.RecordOneofCase.Outcome:
                Take(record.Outcome);
                break;
            case ActionRecord.RecordOneofCase.ApprovalAnswer:
                Take(record.ApprovalAnswer);
                break;
            case ActionRecord.RecordOneofCase.ManualRun:
                Take(record.ManualRun, key);
                break;
            case ActionRecord.RecordOneofCase.Withdrawal:
                Take(record.Withdrawal);
                break;
        }
    }

    /// <summary>What comes before the record among all of the same time: nothing, or all ranks below this.</summary>
    private static int RankOf(ActionRecord record) => record.RecordCase switch
    {
        ActionRecord.RecordOneofCase.Outcome => (int)DueRank.ExecutionEnd,
        ActionRecord.RecordOneofCase.ApprovalAnswer => (int)DueRank.ApprovalEnd,
        _ => int.MaxValue,
    };

    private void DoWhatIsDue(int rank)
    {
        while (_ledger.Deadlines.FirstBefore(_ledger.NowMs, rank) is { } due)
        {
            var dueMs = due.DueMs;
            _ledger.Unschedule(due);
            switch (due)
            {
                case OpenRecord open:
                    Expire(open, dueMs);
                    break;
                case Group group when due.Rank == DueRank.Summary:
                    _groups.Summarise(group, dueMs);
                    break;
                case Group group:
                    _groups.Expire(group);
                    break;
                case Merge merge when due.Rank == DueRank.Summary:
                    _groups.Summarise(merge, dueMs);
                    break;
                case Merge merge:
                    _merges.Forget(merge);
                    break;
            }
        }
    }

    private void Expire(OpenRecord open, long dueMs)
    {
        switch (open.Rank)
        {
            case DueRank.ExecutionEnd:
                _open.Cancel(open, TimedOut);
                End(open, ProcessingStatus.Failure, new Outcome { Reason = TimedOut, DurationMs = dueMs - open.Record.StartedMs }, dueMs);
                break;
            case DueRank.ApprovalEnd:
                _open.Cancel(open, Decision.Unanswered.Reason);
                _open.Skip(open, Decision.Unanswered, dueMs);
                _groups.Leave(open);
                break;
            default:
                _open.Skip(open, Decision.WaitedTooLong, dueMs);
                _groups.Leave(open);
                break;
        }
    }
}
