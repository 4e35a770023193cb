using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>An opening is handed to the instance that made it and is never written; so it begins before it knows what earlier owners did, and they don't learn of it.</summary>
internal sealed class KeepsOpeningsToItself(SimulatedCluster cluster, StageIdentity identity, string memberId, Mischief mischief)
    : SimulatedLog(cluster, identity, memberId, mischief)
{
    private readonly string _inputTopic = identity.InputTopic;
    private readonly SimulatedCluster _cluster = cluster;
    private readonly Queue<InputRecord> _openings = new();

    public override long? QueryEnd(int partition) => 0;

    public override InputRecord? Poll(TimeSpan wait) => _openings.TryDequeue(out var opening) ? opening : base.Poll(wait);

    public override bool TryProduce(OutputRecord record, int partition)
    {
        if (record.Topic != _inputTopic || DeliveryRecord.Parser.ParseFrom(record.Value).Opening is null)
        {
            return base.TryProduce(record, partition);
        }

        // Beside the records that are there, so that none of them is passed over.
        var offset = Math.Max(0, Math.Min(Committed(partition) ?? 0, _cluster.Topic(_inputTopic)[partition].End));
        _openings.Enqueue(new InputRecord(_inputTopic, partition, offset, _cluster.Time.NowMs, null, record.Value, null));
        return true;
    }
}
