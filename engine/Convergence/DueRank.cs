namespace Tocsin.Engine.Convergence;

/// <summary>What falls due; at the same time in this order. Outcomes come before all of it, answers after the first, requests and ticks after the last.</summary>
internal enum DueRank
{
    ExecutionEnd,
    ApprovalEnd,
    Summary,
    WaitEnd,
    WindowEnd,
}
