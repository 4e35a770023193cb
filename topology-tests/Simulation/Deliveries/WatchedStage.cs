using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Dispatch.Delivering;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.TopologyTests.Simulation.Deliveries;

/// <summary>The deliver stage, and what it has underway.</summary>
internal sealed class WatchedStage(Tenure tenure, SimulatedPost post, DeliverStage stage) : IActingStage
{
    public bool IsActing => stage.IsActing;

    public long TickDueMs => stage.TickDueMs;

    public static WatchedStage Create(Tenure tenure, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, Topics topics, SimulatedPost post, int maxOpen)
    {
        var notes = new CourierNotes(new StageMetrics(DeliverStage.Name).Partition(tenure.Partition).Deliveries, NullLogger.Instance);
        return new WatchedStage(tenure, post, DeliverStage.Create(tenure.Partition, state, $"{tenure.MemberId}/{tenure.Number}", topics, post, notes, maxOpen));
    }

    public byte[] Tick(long timeMs) => stage.Tick(timeMs);

    public void Process(InputRecord record, List<OutputRecord> outputs) => stage.Process(record, outputs);

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => stage.Save(changed);

    public void Act(long nowMs, List<OutputRecord> appends)
    {
        post.Complete(nowMs);
        stage.Act(nowMs, appends);
    }

    public void Finish(List<OutputRecord> appends)
    {
        tenure.IsOver = true;
        stage.Finish(appends);
    }

    public void Abandon()
    {
        tenure.IsOver = true;
        stage.Abandon();
    }
}
