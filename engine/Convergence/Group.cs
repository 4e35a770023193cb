using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// Requests of one convergence key: first only counted, then a group with a window that doesn't move. It holds runs only where its action asks
/// about them, and nothing of members that have ended but how many they were and whether one succeeded.
/// </summary>
internal sealed class Group(string key, ByteString partitionKey, string business, Defense defense) : Tracked
{
    private static readonly List<OpenRecord> _none = [];
    private List<OpenRecord>? _running;
    private List<OpenRecord>? _waiting;

    public string ConvergenceKey => key;

    public ByteString PartitionKey => partitionKey;

    public string Business => business;

    public Defense Defense => defense;

    /// <summary>Empty until the group is created.</summary>
    public string Id { get; private set; } = "";

    public bool IsCreated => Id.Length > 0;

    public long CreatedMs { get; private set; }

    /// <summary>The last moment that belongs to it.</summary>
    public long LastMs => CreatedMs + Convergence.ConvergenceKey.WindowMs(defense);

    public string CreatedBy { get; private set; } = "";

    /// <summary>Ascending; null once the group is created.</summary>
    public List<Counted>? Counted { get; set; }

    /// <summary>Requests that belong to the group, whatever became of them.</summary>
    public uint Members { get; set; }

    public bool Succeeded { get; set; }

    /// <summary>No request joins any more; it is only kept for those that wait.</summary>
    public bool IsOver { get; set; }

    /// <summary>What waits for a run, an answer or the summary, in order.</summary>
    public IReadOnlyList<OpenRecord> Waiting => _waiting ?? _none;

    public IReadOnlyList<OpenRecord> Running => _running ?? _none;

    /// <summary>Requests that the summary counts beside those that are held.</summary>
    public uint More { get; set; }

    /// <summary>Set where summaries are merged.</summary>
    public Merge? Merge { get; set; }

    /// <summary>The merged summary tells what this one would.</summary>
    public bool IsMerged { get; set; }

    /// <summary>Whether it makes a difference to later members what becomes of runs.</summary>
    public bool AsksAboutRuns => defense.Action is DefenseAction.SkipAfterSuccess or DefenseAction.SkipDuringExecution or DefenseAction.WaitDuringExecution;

    public void Create(string id, long createdMs, string createdBy)
    {
        Id = id;
        CreatedMs = createdMs;
        CreatedBy = createdBy;
    }

    public void AddRunning(OpenRecord run)
    {
        (_running ??= []).Add(run);
        run.Group = this;
    }

    public void RemoveRunning(OpenRecord run)
    {
        _running?.Remove(run);
        run.Group = null;
    }

    public void AddWaiting(OpenRecord waiting)
    {
        (_waiting ??= []).Add(waiting);
        waiting.Group = this;
    }

    public void RemoveWaiting(OpenRecord waiting)
    {
        _waiting?.Remove(waiting);
        waiting.Group = null;
    }

    public List<OpenRecord> TakeWaiting()
    {
        var taken = _waiting ?? [];
        _waiting = null;
        return taken;
    }

    /// <summary>Its runs go on without it.</summary>
    public void Detach()
    {
        foreach (var run in Running)
        {
            run.Group = null;
        }

        foreach (var counted in Counted ?? [])
        {
            counted.Run?.Group = null;
        }
    }

    public ConvergenceGroup Tell(GroupEnd end, long endedMs) => new()
    {
        Id = Id,
        Level = SummaryLevel.Group,
        Business = business,
        Defense = defense,
        CreatedMs = CreatedMs,
        CreatedBy = CreatedBy,
        Members = Members,
        End = end,
        EndedMs = endedMs,
        MergedInto = IsMerged && Merge is not null ? Merge.Id : "",
    };

    internal override byte[] Key() => SavedKey.OfGroup(Number);

    internal override byte[] Encode() => new SavedGroup
    {
        Number = Number,
        Key = key,
        PartitionKey = partitionKey,
        Business = business,
        Defense = defense,
        Id = Id,
        CreatedMs = CreatedMs,
        CreatedBy = CreatedBy,
        Counted = { (Counted ?? []).Select(Encode) },
        Members = Members,
        Succeeded = Succeeded,
        IsOver = IsOver,
        Running = { Running.Select(run => run.Number) },
        Waiting = { Waiting.Select(waiting => waiting.Number) },
        More = More,
        Merge = Merge?.Number ?? 0,
        IsMerged = IsMerged,
        DueMs = HasDeadline ? DueMs : 0,
        Order = Order,
    }.ToByteArray();

    private static SavedCounted Encode(Counted counted) => new() { TimeMs = counted.TimeMs, RecordId = counted.RecordId, Open = counted.Run?.Number ?? 0, Succeeded = counted.Succeeded };
}
