using Tocsin.V1;

namespace Tocsin.TopologyTests.Converging;

internal sealed partial class NaiveDefense
{
    /// <summary>Whatever falls due up to now, in the order of the times; of this very moment only the ranks below the given one.</summary>
    private void DoWhatIsDue(int rank)
    {
        while (Deadlines().Where(due => (due.TimeMs, due.Rank).CompareTo((_nowMs, rank)) < 0)
            .OrderBy(due => due.TimeMs).ThenBy(due => due.Rank).ThenBy(due => bug == DefenseBug.TiesInReverse ? -due.Number : due.Number).FirstOrDefault() is { Do: not null } next)
        {
            var nowMs = _nowMs;
            _nowMs = bug == DefenseBug.BegunAtTheDeadline ? next.TimeMs : _nowMs;
            next.Do();
            _nowMs = nowMs;
        }
    }

    private IEnumerable<(long TimeMs, int Rank, int Number, Action Do)> Deadlines() =>
    [
        .. _events.Where(each => each.Status == ProcessingStatus.Running && bug != DefenseBug.TimeOutIsForever).Select(Runs),
        .. _events.Where(each => each.Status == ProcessingStatus.WaitingForApproval && bug != DefenseBug.ApprovalForever).Select(Asks),
        .. _groups.Where(each => !each.IsEnded && each.Merge is null && each.Defense.Action == DefenseAction.Summarise).Select(Tells),
        .. _events.Where(each => each is { Status: ProcessingStatus.Waiting, HeldBy: null } && bug != DefenseBug.WaiterNeverTooOld).Select(Waits),
        .. _groups.Where(each => !each.IsEnded && !each.IsMerge).Select(Lasts),
    ];

    private (long TimeMs, int Rank, int Number, Action Do) Runs(NaiveEvent each)
    {
        var dueMs = each.StartedMs + each.TimeoutMs;
        return (dueMs, 0, each.Number, () =>
        {
            _commands.Add(DefenseLines.Cancel(each.Name, "timed-out"));
            End(each, ProcessingStatus.Failure, "timed-out", dueMs);
        });
    }

    private (long TimeMs, int Rank, int Number, Action Do) Asks(NaiveEvent each)
    {
        var dueMs = each.AskedMs + 1_800_000;
        return (dueMs, 1, each.Number, () =>
        {
            _commands.Add(DefenseLines.Cancel(each.Name, "unanswered"));
            Close(each, ProcessingStatus.Skipped, "unanswered", dueMs);
        });
    }

    private (long TimeMs, int Rank, int Number, Action Do) Tells(NaiveGroup each)
    {
        var dueMs = each.SummaryMs;
        return (dueMs, 2, each.Number, () => Summarise(each, dueMs));
    }

    private (long TimeMs, int Rank, int Number, Action Do) Waits(NaiveEvent each)
    {
        var dueMs = each.ReceivedMs + each.TimeoutMs;
        return (dueMs, 3, each.Number, () => Close(each, ProcessingStatus.Skipped, "waited-too-long", dueMs));
    }

    /// <summary>The last moment of the window still belongs to the group.</summary>
    private (long TimeMs, int Rank, int Number, Action Do) Lasts(NaiveGroup each)
    {
        var lastMs = each.CreatedMs + (Window(each.Defense) * 60_000);
        return (lastMs + (bug == DefenseBug.WindowExcludesItsEnd ? 0 : 1), 4, each.Number, () => End(each, GroupEnd.Window, lastMs));
    }
}
