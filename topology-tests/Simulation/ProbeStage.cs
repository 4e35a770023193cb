using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>A stage that does what a test tells it, and counts how often it was asked.</summary>
internal sealed class ProbeStage : IActingStage
{
    public Action<List<OutputRecord>> OnAct { get; set; } = _ => { };

    public Action<List<OutputRecord>> OnFinish { get; set; } = _ => { };

    public bool IsActing { get; set; }

    public int Acts { get; private set; }

    public int Abandoned { get; private set; }

    public long TickDueMs => long.MaxValue;

    public byte[] Tick(long timeMs) => throw new NotSupportedException();

    public void Process(InputRecord record, List<OutputRecord> outputs)
    {
    }

    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
    }

    public void Act(long nowMs, List<OutputRecord> appends)
    {
        Acts++;
        OnAct(appends);
    }

    public void Finish(List<OutputRecord> appends) => OnFinish(appends);

    public void Abandon() => Abandoned++;
}
