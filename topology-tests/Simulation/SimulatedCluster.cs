using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>
/// A Kafka cluster in one thread: partitions with transactions and a last stable offset, the coordinator of transactions, and the coordinators
/// of consumer groups. Records are stamped when they are appended.
/// </summary>
internal sealed class SimulatedCluster
{
    public const long TransactionTimeoutMs = 10_000;
    private readonly Dictionary<string, SimulatedPartition[]> _topics = [];
    private readonly Dictionary<string, SimulatedTransaction> _transactions = [];
    private readonly List<(string Id, SimulatedGroup Group)> _groups = [];

    /// <summary>The group of the stage that a simulation is about first.</summary>
    public SimulatedGroup Group => _groups[0].Group;

    public IEnumerable<SimulatedGroup> Groups => _groups.Select(group => group.Group);

    public SimulatedTime Time { get; } = new();

    /// <summary>Off: zombies are let through. Only to show that this is noticed.</summary>
    public bool Fences { get; init; } = true;

    public void CreateTopic(string topic, int partitions) =>
        _topics[topic] = [.. Enumerable.Range(0, partitions).Select(_ => new SimulatedPartition())];

    public void CreateGroup(string id, int partitions)
    {
        _groups.Add((id, new SimulatedGroup()));
        _groups[^1].Group.SetPartitions(partitions);
    }

    public SimulatedGroup GroupOf(string id) => _groups.Find(group => group.Id == id).Group;

    public SimulatedPartition[] Topic(string topic) => _topics[topic];

    public SimulatedPartition PartitionOf(OutputRecord record, int partition)
    {
        var partitions = _topics[record.Topic];
        return partitions[partition >= 0 ? partition : (int)(Hash(record.Key ?? []) % (uint)partitions.Length)];
    }

    public Entry Append(SimulatedPartition partition, OutputRecord record, Fate fate)
    {
        var entry = new Entry { Key = record.Key, Value = record.Value, Headers = record.Headers, TimestampMs = Time.NowMs, Fate = fate };
        partition.Entries.Add(entry);
        return entry;
    }

    /// <summary>A new producer of this name: what an earlier one left open is aborted, and that one is fenced.</summary>
    public SimulatedTransaction InitTransactions(string transactionalId, SimulatedGroup group)
    {
        if (_transactions.TryGetValue(transactionalId, out var old))
        {
            old.Fence();
        }

        return _transactions[transactionalId] = new SimulatedTransaction(this, group);
    }

    /// <summary>Aborts transactions that were open for too long; their producers are fenced.</summary>
    public void ExpireTransactions()
    {
        foreach (var transaction in _transactions.Values.Where(transaction => transaction.OpenSinceMs is { } since && Time.NowMs - since >= TransactionTimeoutMs))
        {
            transaction.Fence();
        }
    }

    /// <summary>The committed offset of a partition isn't told while a transaction is open that may change it.</summary>
    public bool IsUndecided(SimulatedGroup group, int partition) => Fences && _transactions.Values.Any(transaction => transaction.Holds(group, partition));

    public bool HasOpenTransactions => _transactions.Values.Any(transaction => transaction.OpenSinceMs is not null);

    private static uint Hash(byte[] key) => key.Aggregate(2_166_136_261u, (hash, value) => (hash ^ value) * 16_777_619u);
}
