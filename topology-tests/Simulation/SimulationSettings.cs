using Tocsin.Runtime.Stages;

namespace Tocsin.TopologyTests.Simulation;

/// <summary>What a simulation runs.</summary>
internal sealed record SimulationSettings
{
    public required StageIdentity Identity { get; init; }

    public required CreateStage Create { get; init; }

    /// <summary>The input: the values of records to append, and to which partition, in order.</summary>
    public required IReadOnlyList<(int Partition, byte[] Key, byte[] Value)> Input { get; init; }

    public int Partitions { get; init; } = 3;

    /// <summary>How far time goes at once.</summary>
    public int MaxAdvanceMs { get; init; } = 2_000;

    public int Instances { get; init; } = 2;

    public ProcessingGuarantee Guarantee { get; init; }

    /// <summary>Wraps or replaces the instances' logs: how faults are planted on purpose.</summary>
    public Func<SimulatedCluster, StageIdentity, string, Mischief, SimulatedLog> MakeLog { get; init; } =
        (cluster, identity, memberId, mischief) => new SimulatedLog(cluster, identity, memberId, mischief);

    public bool Fences { get; init; } = true;
}
