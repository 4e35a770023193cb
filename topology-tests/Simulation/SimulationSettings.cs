using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>What a simulation runs.</summary>
internal sealed record SimulationSettings
{
    public required StageIdentity Identity { get; init; }

    public required CreateStage Create { get; init; }

    /// <summary>Further stages, which read what this one writes; each has as many instances.</summary>
    public IReadOnlyList<(StageIdentity Identity, CreateStage Create)> Others { get; init; } = [];

    /// <summary>The input: the values of records to append, and to which partition, in order.</summary>
    public required IReadOnlyList<(int Partition, byte[] Key, byte[] Value)> Input { get; init; }

    public int Partitions { get; init; } = 3;

    /// <summary>How far time goes at once.</summary>
    public int MaxAdvanceMs { get; init; } = 2_000;

    /// <summary>How far time goes at once in the end, while all that waits for it comes to rest.</summary>
    public int SettleAdvanceMs { get; init; } = 20;

    /// <summary>A run that isn't at rest by then never will be.</summary>
    public int MaxSettleTurns { get; init; } = 200_000;

    public int Instances { get; init; } = 2;

    public ProcessingGuarantee Guarantee { get; init; }

    /// <summary>Wraps or replaces the instances' logs: how faults are planted on purpose.</summary>
    public Func<SimulatedCluster, StageIdentity, string, Mischief, SimulatedLog> MakeLog { get; init; } =
        (cluster, identity, memberId, mischief) => new SimulatedLog(cluster, identity, memberId, mischief);

    /// <summary>The input comes in transactions, some of which are aborted and tried again: records that nobody gets to see stand between the others.</summary>
    public bool HasTransactionsInInput { get; init; }

    /// <summary>What else has to be so before a run may end.</summary>
    public Func<bool> IsDone { get; init; } = () => true;

    /// <summary>What is wrong apart from the outputs, null if nothing is.</summary>
    public Func<string?> Complaint { get; init; } = () => null;

    /// <summary>Compares what was written with what should be; null where outputs are alarms.</summary>
    public Func<SimulationRun, string?>? Outcome { get; init; }

    /// <summary>Is called at every turn: what others write to the topics, who are no stage.</summary>
    public Action Play { get; init; } = () => { };

    /// <summary>Is shown the run before it begins.</summary>
    public Action<SimulationRun> Watch { get; init; } = _ => { };

    public bool Fences { get; init; } = true;
}
