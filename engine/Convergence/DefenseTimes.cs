namespace Tocsin.Engine.Convergence;

/// <summary>Times and limits that no rule changes.</summary>
public static class DefenseTimes
{
    /// <summary>A summary goes out so long after its group was created.</summary>
    public const long SummaryMs = 60_000;

    /// <summary>A summary tells no more than this; the rest is only counted.</summary>
    public const int SummaryAlarms = 200;
    public const int SummaryBytes = 512 * 1_024;

    /// <summary>So many policies that tell one receiver within the time below are merged into one summary.</summary>
    public const int MergedPolicies = 3;
    public const long MergeMs = 120_000;

    /// <summary>Nobody answers any more.</summary>
    public const long ApprovalMs = 1_800_000;

    /// <summary>The time-out of a package that names none.</summary>
    public const uint TimeoutSeconds = 600;
}
