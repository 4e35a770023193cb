using Google.Protobuf;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// Summaries for one receiver: which policies created groups in the last two minutes, and once they are enough, the merged group that holds what all
/// of them would tell.
/// </summary>
internal sealed class Merge(string key, ByteString partitionKey, string business) : Tracked
{
    private List<OpenRecord> _held = [];

    public string MergeKey => key;

    public ByteString PartitionKey => partitionKey;

    public string Business => business;

    /// <summary>The newest group of each policy, as long as it counts: fewer than are merged.</summary>
    public List<MergedPolicy> Policies { get; } = [];

    /// <summary>Groups that haven't ended, in the order of their creation.</summary>
    public List<Group> Groups { get; } = [];

    /// <summary>Empty as long as nothing is merged.</summary>
    public string Id { get; private set; } = "";

    public bool IsCreated => Id.Length > 0;

    public long CreatedMs { get; private set; }

    /// <summary>The group with which there were enough.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>Groups that were counted or merged.</summary>
    public uint Members { get; set; }

    public IReadOnlyList<OpenRecord> Held => _held;

    public uint More { get; set; }

    public void Create(string id, long createdMs, string createdBy)
    {
        Id = id;
        CreatedMs = createdMs;
        CreatedBy = createdBy;
    }

    public void Hold(OpenRecord record) => _held.Add(record);

    public void Hold(IEnumerable<OpenRecord> records) => _held = [.. _held.Concat(records).OrderBy(record => record.Number)];

    public ConvergenceGroup Tell(GroupEnd end, long endedMs) => new()
    {
        Id = Id,
        Level = SummaryLevel.Merged,
        Business = business,
        CreatedMs = CreatedMs,
        CreatedBy = CreatedBy,
        Members = Members,
        End = end,
        EndedMs = endedMs,
    };

    internal override byte[] Key() => SavedKey.OfMerge(Number);

    internal override byte[] Encode() => new SavedMerge
    {
        Number = Number,
        Key = key,
        PartitionKey = partitionKey,
        Business = business,
        Policies = { Policies.Select(policy => new SavedMergePolicy { Policy = policy.Policy, NewestMs = policy.NewestMs, GroupId = policy.GroupId }) },
        Id = Id,
        CreatedMs = CreatedMs,
        CreatedBy = CreatedBy,
        Groups = { Groups.Select(group => group.Number) },
        Held = { Held.Select(held => held.Number) },
        More = More,
        Members = Members,
        DueMs = HasDeadline ? DueMs : 0,
        Order = Order,
    }.ToByteArray();
}
