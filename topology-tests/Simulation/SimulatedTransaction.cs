using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>A transactional producer and the coordinator's side of it.</summary>
internal sealed class SimulatedTransaction(SimulatedCluster cluster, SimulatedGroup group)
{
    private readonly List<(SimulatedPartition Partition, Entry Entry)> _records = [];
    private readonly Dictionary<int, long> _positions = [];
    private bool _isFenced;

    public long? OpenSinceMs { get; private set; }

    /// <summary>Whether it will commit a position of the partition in this group if it commits.</summary>
    public bool Holds(SimulatedGroup of, int partition) => of == group && _positions.ContainsKey(partition);

    public void Begin()
    {
        ThrowIfFenced();
        OpenSinceMs = cluster.Time.NowMs;
    }

    public void Produce(OutputRecord record, int partition)
    {
        ThrowIfFenced();
        var target = cluster.PartitionOf(record, partition);
        _records.Add((target, cluster.Append(target, record, Fate.Open)));
    }

    /// <summary>False if the group doesn't know the member any more.</summary>
    public bool SendOffsets(string memberId, IReadOnlyDictionary<int, long> positions)
    {
        ThrowIfFenced();
        if (cluster.Fences && !group.Has(memberId))
        {
            return false;
        }

        foreach (var (partition, offset) in positions)
        {
            _positions[partition] = offset;
        }

        return true;
    }

    public void Commit()
    {
        ThrowIfFenced();
        foreach (var (partition, offset) in _positions)
        {
            group.Committed[partition] = offset;
        }

        End(Fate.Committed);
    }

    public void Abort()
    {
        ThrowIfFenced();
        End(Fate.Aborted);
    }

    /// <summary>The coordinator lets this producer do nothing more.</summary>
    public void Fence()
    {
        _isFenced = cluster.Fences;
        if (OpenSinceMs is not null)
        {
            End(Fate.Aborted);
        }
    }

    private void End(Fate fate)
    {
        foreach (var (_, entry) in _records)
        {
            entry.Fate = fate;
        }

        foreach (var partition in _records.Select(record => record.Partition).Distinct())
        {
            partition.Entries.Add(new Entry { Key = null, Value = null, Headers = null, TimestampMs = cluster.Time.NowMs, Fate = Fate.Committed, IsControl = true });
        }

        _records.Clear();
        _positions.Clear();
        OpenSinceMs = null;
    }

    private void ThrowIfFenced()
    {
        if (_isFenced)
        {
            throw new LogFencedException("another producer has this transactional id, or its transaction timed out");
        }
    }
}
