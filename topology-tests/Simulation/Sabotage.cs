using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>Positions are committed before the outputs are written.</summary>
internal sealed class CommitsBeforeProducing(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override bool CommitTransaction(Transaction transaction) =>
        Commit(transaction.Positions) && base.CommitTransaction(transaction);
}

/// <summary>Goes on from the committed offset and not from where the state ends: as if the state had no checkpoint.</summary>
internal sealed class IgnoresCheckpoints(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override bool TryStart(int partition, long offset) => base.TryStart(partition, Math.Max(offset, Committed(partition) ?? 0));
}

/// <summary>Says that nothing was committed, so nothing that is processed again is suppressed.</summary>
internal sealed class SuppressesNothing(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override long? Committed(int partition) => null;
}

/// <summary>A tick is handed to the instance that made it, and is never written.</summary>
internal sealed class KeepsTicksToItself(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    private readonly SimulatedCluster _cluster = cluster;
    private readonly string _inputTopic = identity.InputTopic;
    private readonly Queue<InputRecord> _ticks = new();

    public override InputRecord? Poll(TimeSpan wait) => _ticks.TryDequeue(out var tick) ? tick : base.Poll(wait);

    public override bool TryProduce(OutputRecord record, int partition)
    {
        if (record.Topic != _inputTopic)
        {
            return base.TryProduce(record, partition);
        }

        _ticks.Enqueue(new InputRecord(_inputTopic, partition, _cluster.Topic(_inputTopic)[partition].End, _cluster.Time.NowMs, null, record.Value, null));
        return true;
    }
}

/// <summary>Takes every partition for empty, so stages act on what their state says.</summary>
internal sealed class ActsAtOnce(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override long? QueryEnd(int partition) => 0;
}

/// <summary>Says that all records have arrived, whether they have or not.</summary>
internal sealed class FlushesNothing(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override bool Flush() => true;
}

/// <summary>Knows nothing of the places in the log that have no record for it.</summary>
internal sealed class CountsRecordsOnly(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    public override long Reached(int partition) => -1;
}
