namespace Tocsin.Engine.Convergence;

/// <summary>What falls due; at the same time in this order. Outcomes come before all of it, answers after the first, requests and ticks after the last.</summary>
internal enum DueRank
{
    ExecutionEnd,
    ApprovalEnd,
    Summary,
    WaitEnd,
    WindowEnd,

    /// <summary>Something is to be told again or to others, or is forgotten: what isn't of the defense itself has deadlines of its own and no order of ranks.</summary>
    Reminder,
}
