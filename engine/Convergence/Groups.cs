using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Judges requests by their defense: counts what runs freely, creates groups, and lets what waits in them go when its time has come.</summary>
internal sealed class Groups(Ledger ledger, OpenRecords open, Summaries summaries, Merges merges, int maxWaiting)
{
    private readonly Dictionary<string, Group> _current = [];

    /// <summary>Groups, and what is counted for one, that a request can join.</summary>
    public int Count => _current.Count;

    public void Load(Group group) => _current.Add(group.ConvergenceKey, group);

    public void Judge(ProcessingRecord record, Request request, ByteString partitionKey)
    {
        var key = ConvergenceKey.OfGroup(request);
        if (!_current.TryGetValue(key, out var group))
        {
            group = new Group(key, partitionKey, request.Business, request.Defense) { Number = ledger.TakeNumber() };
            _current.Add(key, group);
        }

        ledger.Touch(group);
        if (group.IsCreated)
        {
            group.Members++;
            RecordWriter.Join(record, group, group.Members);
            JudgeMember(group, record, request);
        }
        else
        {
            CountFreely(group, record, request);
        }
    }

    /// <summary>A run has ended that a group asks about.</summary>
    public void Ended(OpenRecord run, bool succeeded)
    {
        if (run.Group is not { } group)
        {
            return;
        }

        ledger.Touch(group);
        if (!group.IsCreated)
        {
            var counted = group.Counted!.Find(each => each.Run == run)!;
            counted.Run = null;
            counted.Succeeded = succeeded;
            run.Group = null;
            return;
        }

        group.RemoveRunning(run);
        group.Succeeded |= succeeded;
        Release(group);
    }

    /// <summary>Something that waited goes its way: answered, or too old.</summary>
    public void Leave(OpenRecord waiting)
    {
        if (waiting.Group is { } group)
        {
            group.RemoveWaiting(waiting);
            ledger.Touch(group);
            FreeIfDone(group);
        }
    }

    public void Summarise(Group group, long dueMs)
    {
        var summary = new SendSummary { Business = group.Business, Level = SummaryLevel.Group, GroupId = group.Id, More = group.More };
        summaries.Send(summary, group.PartitionKey, group.TakeWaiting(), dueMs);
        merges.Leave(group);
        End(group, GroupEnd.Summary, dueMs);
    }

    public void Summarise(Merge merge, long dueMs)
    {
        foreach (var group in merges.Summarise(merge, dueMs))
        {
            End(group, GroupEnd.Summary, dueMs);
        }
    }

    /// <summary>The window of the group is over, or all that was counted for it is too old.</summary>
    public void Expire(Group group)
    {
        if (!group.IsCreated)
        {
            _current.Remove(group.ConvergenceKey);
            Free(group);
            return;
        }

        merges.Leave(group);
        End(group, GroupEnd.Window, group.LastMs);
    }

    /// <summary>Before there is a group: all run, and the last that may creates the group.</summary>
    private void CountFreely(Group group, ProcessingRecord record, Request request)
    {
        var counted = group.Counted ??= [];
        Prune(counted, ledger.NowMs - ConvergenceKey.WindowMs(group.Defense));
        var count = (uint)counted.Count + 1;
        if (count >= ConvergenceKey.Count(group.Defense))
        {
            Create(group, counted, record, request);
            return;
        }

        RecordWriter.Join(record, group, count);
        var run = open.Open(record, request, group.PartitionKey, Decision.BelowCount(count, group.Defense));
        var each = new Counted(ledger.NowMs, record.Id);
        if (group.AsksAboutRuns)
        {
            each.Run = run;
            run.Group = group;
        }

        counted.Add(each);
        ledger.Schedule(group, ledger.NowMs + ConvergenceKey.WindowMs(group.Defense) + 1, DueRank.WindowEnd);
    }

    private void Create(Group group, List<Counted> counted, ProcessingRecord record, Request request)
    {
        group.Create(RecordId.OfGroup(group.ConvergenceKey, record.Id, ledger.Offset), ledger.NowMs, record.Id);
        group.Order = ledger.TakeNumber();
        group.Members = (uint)counted.Count + 1;
        group.Counted = null;
        foreach (var each in counted)
        {
            group.Succeeded |= each.Succeeded;
            if (each.Run is not null)
            {
                group.AddRunning(each.Run);
            }
        }

        RecordWriter.Join(record, group, group.Members);
        var told = group.Tell(GroupEnd.Unspecified, 0);
        told.Counted.Add(counted.Select(each => each.RecordId));
        ledger.Output.Groups.Add(told);
        if (group.Defense.Action == DefenseAction.Summarise)
        {
            ledger.Schedule(group, ledger.NowMs + DefenseTimes.SummaryMs, DueRank.Summary);
        }
        else
        {
            ledger.Schedule(group, group.LastMs + 1, DueRank.WindowEnd);
        }

        if (ConvergenceKey.IsMerged(group.Defense) && merges.Join(group, request))
        {
            Hold(group, record, request);
            return;
        }

        Run(group, record, request, Decision.CreatesGroup(group.Defense));
    }

    private void JudgeMember(Group group, ProcessingRecord record, Request request)
    {
        switch (group.Defense.Action)
        {
            case DefenseAction.SkipAfterSuccess when group.Succeeded:
                open.Close(record, Decision.Succeeded);
                break;
            case DefenseAction.SkipAfterSuccess when group.Running.Count > 0:
                Wait(group, record, request, Decision.WaitsForRunning);
                break;
            case DefenseAction.SkipAfterSuccess:
                Run(group, record, request, Decision.AllFailed);
                break;
            case DefenseAction.SkipDuringExecution when group.Running.Count > 0:
                open.Close(record, Decision.SkippedForRunning);
                break;
            case DefenseAction.WaitDuringExecution when group.Running.Count > 0:
                Wait(group, record, request, Decision.WaitsForRunning);
                break;
            case DefenseAction.SkipDuringExecution or DefenseAction.WaitDuringExecution:
                Run(group, record, request, Decision.NoneRunning);
                break;
            case DefenseAction.DefenseApproval:
                Wait(group, record, request, Decision.AsksFor(record.Count, group.Defense));
                break;
            case DefenseAction.Summarise:
                Hold(group, record, request);
                break;
            case DefenseAction.SkipAfterExceed:
                open.Close(record, Decision.Exceeds(record.Count, group.Defense));
                break;
            default:
                throw new InvalidOperationException($"a group with the action {group.Defense.Action}");
        }
    }

    private void Run(Group group, ProcessingRecord record, Request request, Decision decision)
    {
        var run = open.Open(record, request, group.PartitionKey, decision);
        if (group.AsksAboutRuns)
        {
            group.AddRunning(run);
        }
    }

    private void Wait(Group group, ProcessingRecord record, Request request, Decision decision)
    {
        if (group.Waiting.Count >= maxWaiting)
        {
            open.Close(record, Decision.TooManyWaiting);
            return;
        }

        group.AddWaiting(open.Open(record, request, group.PartitionKey, decision));
    }

    private void Hold(Group group, ProcessingRecord record, Request request)
    {
        var merge = group.IsMerged ? group.Merge : null;
        if ((merge?.Held.Count ?? group.Waiting.Count) >= maxWaiting)
        {
            summaries.Overflow(record, merge?.Id ?? group.Id);
            More(group, merge);
        }
        else if (merge is null)
        {
            group.AddWaiting(open.Open(record, request, group.PartitionKey, Decision.Held));
        }
        else
        {
            merge.Hold(open.Open(record, request, group.PartitionKey, Decision.HeldForMerge));
            ledger.Touch(merge);
        }
    }

    private void More(Group group, Merge? merge)
    {
        if (merge is null)
        {
            group.More++;
            return;
        }

        merge.More++;
        ledger.Touch(merge);
    }

    /// <summary>Lets go what need not wait any more: one after the other, as each that runs makes the next one wait.</summary>
    private void Release(Group group)
    {
        while (group.Waiting.Count > 0 && (group.Running.Count == 0 || SkipsWaiting(group)))
        {
            var next = group.Waiting[0];
            group.RemoveWaiting(next);
            if (SkipsWaiting(group))
            {
                open.Skip(next, Decision.Succeeded, ledger.NowMs);
            }
            else if (ledger.NowMs > next.TooOldMs)
            {
                open.Skip(next, Decision.WaitedTooLong, next.TooOldMs);
            }
            else
            {
                open.Run(next, group.Defense.Action == DefenseAction.SkipAfterSuccess ? Decision.AllFailed : Decision.NoneRunning);
                group.AddRunning(next);
            }
        }

        FreeIfDone(group);
    }

    private static bool SkipsWaiting(Group group) => group.Defense.Action == DefenseAction.SkipAfterSuccess && group.Succeeded;

    private static void Prune(List<Counted> counted, long firstMs)
    {
        var old = counted.FindIndex(each => each.TimeMs >= firstMs);
        old = old < 0 ? counted.Count : old;
        foreach (var each in counted.Take(old))
        {
            each.Run?.Group = null;
        }

        counted.RemoveRange(0, old);
    }

    private void End(Group group, GroupEnd end, long endedMs)
    {
        _current.Remove(group.ConvergenceKey);
        group.IsOver = true;
        ledger.Unschedule(group);
        ledger.Output.Groups.Add(group.Tell(end, endedMs));
        FreeIfDone(group);
    }

    private void FreeIfDone(Group group)
    {
        if (group.IsOver && group.Waiting.Count == 0)
        {
            Free(group);
        }
    }

    private void Free(Group group)
    {
        group.Detach();
        ledger.Forget(group);
    }
}
