namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// The coordinator of a consumer group whose partitions move one by one: an owner gives a partition up before another gets it, unless the owner
/// was put out of the group.
/// </summary>
internal sealed class SimulatedGroup
{
    private readonly List<string> _members = [];
    private readonly SortedDictionary<int, string?> _owners = [];
    private readonly HashSet<int> _wanted = [];
    private int _memberIds;

    /// <summary>Hears of partitions that a member gave up in good order.</summary>
    public Action<string, int> GaveUp { get; set; } = (_, _) => { };

    /// <summary>The committed offsets by partition.</summary>
    public Dictionary<int, long> Committed { get; } = [];

    public void SetPartitions(int count)
    {
        for (var partition = 0; partition < count; partition++)
        {
            _owners[partition] = null;
        }
    }

    public string NewMemberId(string name) => $"{name}-{++_memberIds}";

    public bool Has(string memberId) => _members.Contains(memberId);

    public void Join(string memberId) => _members.Add(memberId);

    /// <summary>The member left, or was not heard of for too long.</summary>
    public void Remove(string memberId)
    {
        _members.Remove(memberId);
        foreach (var partition in Owned(memberId))
        {
            _owners[partition] = null;
            _wanted.Remove(partition);
        }
    }

    public List<int> Owned(string memberId) => [.. _owners.Where(owner => owner.Value == memberId).Select(owner => owner.Key)];

    /// <summary>Partitions the member is asked to give up.</summary>
    public List<int> Wanted(string memberId) => [.. Owned(memberId).Where(_wanted.Contains)];

    /// <summary>The member lets go of a partition, if it still has it.</summary>
    public void GiveUp(string memberId, int partition)
    {
        if (_owners[partition] == memberId)
        {
            _owners[partition] = null;
            _wanted.Remove(partition);
            GaveUp(memberId, partition);
        }
    }

    public bool Owns(string memberId, int partition) => _owners[partition] == memberId;

    /// <summary>Gives partitions without owner to members.</summary>
    public void Assign(Random random)
    {
        if (_members.Count == 0)
        {
            return;
        }

        foreach (var partition in _owners.Where(owner => owner.Value is null).Select(owner => owner.Key).ToList())
        {
            _owners[partition] = _members[random.Next(_members.Count)];
        }
    }

    /// <summary>Asks the owner of some partition to give it up, as a member that joins would have it.</summary>
    public void Want(Random random)
    {
        if (_members.Count > 1)
        {
            _wanted.Add(random.Next(_owners.Count));
        }
    }
}
