using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>The second level of summaries: where several policies tell one receiver at about the same time, one summary tells it all.</summary>
internal sealed class Merges(Ledger ledger, Summaries summaries)
{
    private readonly Dictionary<string, Merge> _byKey = [];

    public int Count => _byKey.Count;

    public void Load(Merge merge) => _byKey.Add(merge.MergeKey, merge);

    /// <summary>A group was created whose summary may be merged. True if it is: then what created it is held, too.</summary>
    public bool Join(Group group, Request request)
    {
        var key = ConvergenceKey.OfMerge(request);
        if (!_byKey.TryGetValue(key, out var merge))
        {
            _byKey.Add(key, merge = new Merge(key, group.PartitionKey, group.Business) { Number = ledger.TakeNumber() });
        }

        group.Merge = merge;
        merge.Groups.Add(group);
        ledger.Touch(merge);
        if (merge.IsCreated)
        {
            merge.Members++;
            Absorb(merge, group);
            return true;
        }

        merge.Policies.RemoveAll(policy => policy.NewestMs < ledger.NowMs - DefenseTimes.MergeMs || policy.Policy == request.Policy);
        merge.Policies.Add(new(request.Policy, ledger.NowMs, group.Id));
        if (merge.Policies.Count < DefenseTimes.MergedPolicies)
        {
            ledger.Schedule(merge, ledger.NowMs + DefenseTimes.MergeMs + 1, DueRank.WindowEnd);
            return false;
        }

        Create(merge, group);
        return true;
    }

    /// <summary>The group has ended for a reason of its own.</summary>
    public void Leave(Group group)
    {
        if (group.Merge is { } merge)
        {
            merge.Groups.Remove(group);
            ledger.Touch(merge);
        }
    }

    /// <summary>Its summary is due. Returns the groups that end with it.</summary>
    public IReadOnlyList<Group> Summarise(Merge merge, long dueMs)
    {
        var summary = new SendSummary { Business = merge.Business, Level = SummaryLevel.Merged, GroupId = merge.Id, More = merge.More };
        summaries.Send(summary, merge.PartitionKey, merge.Held, dueMs);
        ledger.Output.Groups.Add(merge.Tell(GroupEnd.Summary, dueMs));
        Forget(merge);
        return merge.Groups;
    }

    /// <summary>Nothing can ask for it.</summary>
    public void Forget(Merge merge)
    {
        _byKey.Remove(merge.MergeKey);
        ledger.Forget(merge);
    }

    private void Create(Merge merge, Group group)
    {
        merge.Create(RecordId.OfGroup(merge.MergeKey, group.Id, ledger.Offset), ledger.NowMs, group.Id);
        merge.Order = ledger.TakeNumber();
        var counted = merge.Policies.Select(policy => policy.GroupId).Concat(merge.Groups.Select(each => each.Id)).Where(id => id != group.Id).Distinct().ToList();
        merge.Members = (uint)counted.Count + 1;
        merge.Policies.Clear();
        foreach (var each in merge.Groups)
        {
            Absorb(merge, each);
        }

        ledger.Schedule(merge, ledger.NowMs + DefenseTimes.SummaryMs, DueRank.Summary);
        var told = merge.Tell(GroupEnd.Unspecified, 0);
        told.Counted.Add(counted);
        ledger.Output.Groups.Add(told);
    }

    /// <summary>What the group holds is told by the merged summary. Its window stays what it is.</summary>
    private void Absorb(Merge merge, Group group)
    {
        group.IsMerged = true;
        var held = group.TakeWaiting();
        if (held.Count > 0)
        {
            merge.Hold(held);
        }

        foreach (var each in held)
        {
            each.Group = null;
        }

        merge.More += group.More;
        group.More = 0;
        ledger.Schedule(group, group.LastMs + 1, DueRank.WindowEnd);
    }
}
