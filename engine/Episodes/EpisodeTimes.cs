namespace Tocsin.Engine.Episodes;

/// <summary>Times and limits that no policy changes.</summary>
public static class EpisodeTimes
{
    /// <summary>An episode is forgotten so long after its newest signal or acknowledgement.</summary>
    public const long ForgottenMs = 7 * DayMs;

    /// <summary>The same for one that is over, and for an acknowledgement of one that isn't known yet.</summary>
    public const long ForgottenSoonMs = DayMs;

    /// <summary>What fell due while it was shielded or outside of its hours is looked at again at least this often.</summary>
    public const long PostponedMs = 15 * MinuteMs;

    /// <summary>The name of the cause of a repeat; those of other causes are names of steps.</summary>
    public const string Repeat = "repeat";

    internal const long MinuteMs = 60_000;

    /// <summary>What was asked for may wait so much longer than it may by itself: for its way through the log.</summary>
    internal const long OnTheWayMs = 60 * MinuteMs;

    /// <summary>Of one episode; the oldest are dropped.</summary>
    internal const int MaxAsked = 100;
    internal const int MaxPolicies = 1_000;
    internal const int MaxDone = 2 * Convergence.ActionLimits.Steps;
    private const long DayMs = 24 * 60 * MinuteMs;
}
