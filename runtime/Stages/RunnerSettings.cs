namespace Tocsin.Runtime.Stages;

/// <summary>What holds for outputs after a crash. The effect is the same in both: consumers drop by origin what they have seen.</summary>
public enum ProcessingGuarantee
{
    /// <summary>Outputs and positions in one transaction: readers of committed records see every output once.</summary>
    ExactlyOnce,

    /// <summary>Outputs leave at once; after a crash those since the last commit are written again.</summary>
    AtLeastOnce,
}

/// <summary>How often a runner commits and saves.</summary>
public sealed record RunnerSettings
{
    public ProcessingGuarantee Guarantee { get; init; } = ProcessingGuarantee.ExactlyOnce;

    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>State is saved less often than positions: what lies between is processed again on restore, without outputs.</summary>
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>So many records are taken, if they are there, before anything else is looked after.</summary>
    public int MaxRecordsPerTurn { get; init; } = 200;

    /// <summary>A cycle ends early when it holds this many records.</summary>
    public int MaxRecordsPerCycle { get; init; } = 100_000;

    /// <summary>A cycle ends early when it holds this many outputs; nothing more is consumed until they are written.</summary>
    public int MaxOutputsPerCycle { get; init; } = 10_000;
}
