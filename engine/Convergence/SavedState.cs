using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>Puts the records of a changelog together again.</summary>
internal sealed class SavedState
{
    private readonly List<SavedOpenRecord> _open = [];
    private readonly List<SavedGroup> _groups = [];
    private readonly List<SavedMerge> _merges = [];

    public SavedConvergence Partition { get; private set; } = new();

    public SortedDictionary<long, OpenRecord> Open { get; } = [];

    public SortedDictionary<long, Group> Groups { get; } = [];

    public SortedDictionary<long, Merge> Merges { get; } = [];

    public void Add(string key, byte[] value)
    {
        if (key == SavedKey.Partition)
        {
            Partition = SavedConvergence.Parser.ParseFrom(value);
        }
        else if (key.StartsWith(SavedKey.OpenPrefix, StringComparison.Ordinal))
        {
            _open.Add(SavedOpenRecord.Parser.ParseFrom(value));
        }
        else if (key.StartsWith(SavedKey.GroupPrefix, StringComparison.Ordinal))
        {
            _groups.Add(SavedGroup.Parser.ParseFrom(value));
        }
        else if (key.StartsWith(SavedKey.MergePrefix, StringComparison.Ordinal))
        {
            _merges.Add(SavedMerge.Parser.ParseFrom(value));
        }
        else
        {
            throw new InvalidDataException($"no record of this state has the key '{key}'");
        }
    }

    /// <summary>Makes the objects, joins them and sets their deadlines.</summary>
    public void Build(Ledger ledger)
    {
        foreach (var saved in _open)
        {
            Build(saved, ledger);
        }

        foreach (var saved in _merges)
        {
            Build(saved, ledger);
        }

        foreach (var saved in _groups)
        {
            Build(saved, ledger);
        }

        foreach (var saved in _merges)
        {
            Merges[saved.Number].Groups.AddRange(saved.Groups.Select(number => Find(Groups, number, "group")));
        }
    }

    private void Build(SavedOpenRecord saved, Ledger ledger)
    {
        var open = new OpenRecord
        {
            Number = saved.Number,
            Record = saved.Record,
            PartitionKey = saved.Key,
            TimeoutSeconds = saved.TimeoutSeconds,
            Request = saved.Request,
            IsSaved = true,
        };
        Open.Add(saved.Number, open);
        SetDeadline(open, saved.DueMs, RankOf(saved.Record.Status), ledger);
    }

    private void Build(SavedMerge saved, Ledger ledger)
    {
        var merge = new Merge(saved.Key, saved.PartitionKey, saved.Business) { Number = saved.Number, Order = saved.Order, Members = saved.Members, More = saved.More, IsSaved = true };
        merge.Create(saved.Id, saved.CreatedMs, saved.CreatedBy);
        merge.Policies.AddRange(saved.Policies.Select(policy => new MergedPolicy(policy.Policy, policy.NewestMs, policy.GroupId)));
        merge.Hold(saved.Held.Select(number => Find(Open, number, "open record")));
        Merges.Add(saved.Number, merge);
        SetDeadline(merge, saved.DueMs, merge.IsCreated ? DueRank.Summary : DueRank.WindowEnd, ledger);
    }

    private void Build(SavedGroup saved, Ledger ledger)
    {
        var group = new Group(saved.Key, saved.PartitionKey, saved.Business, saved.Defense)
        {
            Number = saved.Number,
            Order = saved.Order,
            Members = saved.Members,
            Succeeded = saved.Succeeded,
            IsOver = saved.IsOver,
            More = saved.More,
            IsMerged = saved.IsMerged,
            Merge = saved.Merge == 0 ? null : Merges.GetValueOrDefault(saved.Merge),
            IsSaved = true,
        };
        group.Create(saved.Id, saved.CreatedMs, saved.CreatedBy);
        group.Counted = group.IsCreated ? null : [.. saved.Counted.Select(counted => Build(counted, group))];
        foreach (var number in saved.Running)
        {
            group.AddRunning(Find(Open, number, "open record"));
        }

        foreach (var number in saved.Waiting)
        {
            group.AddWaiting(Find(Open, number, "open record"));
        }

        Groups.Add(saved.Number, group);
        var isSummary = group.IsCreated && saved.Defense.Action == DefenseAction.Summarise && !group.IsMerged;
        SetDeadline(group, saved.DueMs, isSummary ? DueRank.Summary : DueRank.WindowEnd, ledger);
    }

    private Counted Build(SavedCounted saved, Group group)
    {
        var counted = new Counted(saved.TimeMs, saved.RecordId) { Succeeded = saved.Succeeded };
        if (saved.Open != 0)
        {
            counted.Run = Find(Open, saved.Open, "open record");
            counted.Run.Group = group;
        }

        return counted;
    }

    private static void SetDeadline(Tracked tracked, long dueMs, DueRank rank, Ledger ledger)
    {
        if (dueMs > 0)
        {
            ledger.Deadlines.Set(tracked, dueMs, rank);
        }
    }

    private static DueRank RankOf(ProcessingStatus status) => status switch
    {
        ProcessingStatus.Running => DueRank.ExecutionEnd,
        ProcessingStatus.WaitingForApproval => DueRank.ApprovalEnd,
        _ => DueRank.WaitEnd,
    };

    private static T Find<T>(SortedDictionary<long, T> all, long number, string what) =>
        all.TryGetValue(number, out var found) ? found : throw new InvalidDataException($"the {what} {number} is missing");
}
