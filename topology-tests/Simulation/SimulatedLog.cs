using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>The log of one instance on the simulated cluster. Before and after every step that others can see, it may crash.</summary>
internal class SimulatedLog(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief) : ILog
{
    private readonly SimulatedGroup _group = cluster.GroupOf(identity.GroupId);
    private readonly Dictionary<int, long> _positions = [];
    private readonly HashSet<int> _known = [];

    /// <summary>Records on their way to the brokers, in order.</summary>
    private readonly Queue<(OutputRecord Record, int Partition)> _inFlight = new();
    private IAssignmentListener? _listener;
    private SimulatedTransaction? _transactions;
    private bool _isHeld;
    private int _turn;
    private int _polls;

    public virtual void Open(IAssignmentListener listener)
    {
        _listener = listener;
        mischief.Step("before joining");
        _transactions = cluster.InitTransactions(identity.TransactionalId, _group);
        _group.Join(memberId);
        mischief.Step("after joining");
    }

    public virtual InputRecord? Poll(TimeSpan wait)
    {
        FollowGroup();
        Deliver(_inFlight.Count > 0 && _polls++ % 2 == 0 ? 1 : 0);
        if (_isHeld)
        {
            return null;
        }

        var order = _positions.Keys.Order().ToList();
        for (var i = 0; i < order.Count; i++)
        {
            var partition = order[(i + _turn) % order.Count];
            if (cluster.Topic(identity.InputTopic)[partition].Next(_positions[partition]) is var (offset, entry))
            {
                _turn++;
                _positions[partition] = offset + 1;
                return new InputRecord(identity.InputTopic, partition, offset, entry.TimestampMs, entry.Key, entry.Value, entry.Headers);
            }
        }

        return null;
    }

    public IStateReader ReadState(int partition) => new SimulatedStateReader(cluster.Topic(identity.StateTopic)[partition]);

    public virtual long? Committed(int partition) => _group.Committed.TryGetValue(partition, out var offset) ? offset : null;

    public virtual bool TryStart(int partition, long offset)
    {
        if (mischief.Fails())
        {
            return false;
        }

        _positions[partition] = Math.Max(0, offset);
        return true;
    }

    public void Hold(bool held) => _isHeld = held;

    public virtual bool TryProduce(OutputRecord record, int partition)
    {
        if (mischief.Fails())
        {
            return false;
        }

        mischief.Step("before producing");
        _inFlight.Enqueue((record, partition));
        mischief.Step("after producing");
        return true;
    }

    public virtual bool Flush()
    {
        mischief.Step("before flushing");
        Deliver(_inFlight.Count);
        mischief.Step("after flushing");
        return true;
    }

    public virtual bool Commit(IReadOnlyDictionary<int, long> positions)
    {
        mischief.Step("before committing offsets");
        if (mischief.Fails() || (cluster.Fences && !_group.Has(memberId)))
        {
            return false;
        }

        foreach (var (partition, offset) in positions)
        {
            _group.Committed[partition] = offset;
        }

        mischief.Step("after committing offsets");
        return true;
    }

    public virtual bool CommitTransaction(Transaction transaction)
    {
        mischief.Step("before a transaction");
        _transactions!.Begin();
        foreach (var output in transaction.Outputs)
        {
            _transactions.Produce(output, -1);
            mischief.Step("after an output of a transaction");
        }

        foreach (var (partition, record) in transaction.State)
        {
            _transactions.Produce(new OutputRecord(identity.StateTopic, record.Key, record.Value), partition);
            mischief.Step("after a state record of a transaction");
        }

        if (mischief.Fails() || !_transactions.SendOffsets(memberId, transaction.Positions))
        {
            _transactions.Abort();
            return false;
        }

        mischief.Step("after the offsets of a transaction");
        _transactions.Commit();
        mischief.Step("after a transaction");
        return true;
    }

    public long End(int partition) => cluster.Topic(identity.InputTopic)[partition].End;

    public virtual long? QueryEnd(int partition) => mischief.Fails() ? null : End(partition);

    /// <summary>As a client learns it: by the records it gets, and by being told that there are no more before the last stable offset.</summary>
    public virtual long Reached(int partition)
    {
        var log = cluster.Topic(identity.InputTopic)[partition];
        var position = _positions[partition];
        return log.Next(position) is null ? Math.Max(position, log.LastStableOffset) : position;
    }

    public void Close()
    {
        _listener!.Revoked([.. _known]);
        _group.Remove(memberId);
    }

    /// <summary>What is on its way may still arrive.</summary>
    public void Dispose()
    {
        _known.Clear();
        _group.Remove(memberId);
    }

    /// <summary>Some of what was on its way when the instance crashed arrives after all.</summary>
    public void DeliverLate(int count) => Deliver(Math.Min(count, _inFlight.Count));

    private void FollowGroup()
    {
        if (!_group.Has(memberId))
        {
            if (_known.Count > 0)
            {
                Leave([.. _known], _listener!.Lost);
            }

            _group.Join(memberId);
        }

        var wanted = _group.Wanted(memberId);
        if (wanted.Count > 0)
        {
            Leave(wanted, _listener!.Revoked);
            wanted.ForEach(partition => _group.GiveUp(memberId, partition));
        }

        // Asking for the committed offset takes until it is decided.
        var gained = _group.Owned(memberId).Where(partition => !cluster.IsUndecided(_group, partition)).Where(_known.Add).ToList();
        if (gained.Count > 0)
        {
            _listener!.Assigned(gained);
        }
    }

    private void Leave(List<int> partitions, Action<IReadOnlyCollection<int>> tell)
    {
        tell(partitions);
        foreach (var partition in partitions)
        {
            _known.Remove(partition);
            _positions.Remove(partition);
        }
    }

    private void Deliver(int count)
    {
        for (; count > 0; count--)
        {
            var (record, partition) = _inFlight.Dequeue();
            cluster.Append(cluster.PartitionOf(record, partition), record, Fate.Committed);
        }
    }
}
