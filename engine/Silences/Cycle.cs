using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Silences;

/// <summary>What a check knows besides the condition.</summary>
/// <param name="Check">The check's number; one more than the last one's.</param>
/// <param name="HasData">The checked minute, or a later one, got a sample.</param>
/// <param name="DataEnded">No sample came for the rule's no-data period.</param>
internal readonly record struct Evidence(int Check, bool HasData, bool DataEnded);

/// <summary>Decides at each check whether a condition is announced: silence, episode and recovery, as in docs/evaluation.md.</summary>
internal static class Cycle
{
    /// <summary>The decision for one check; counts the check and changes nothing else: what is said is recorded by <see cref="Begin"/> and <see cref="End"/>.</summary>
    public static Decision Decide(ref CycleState cycle, bool condition, Announcement announcement, NoDataPolicy noData, Evidence evidence)
    {
        var silent = evidence.Check <= cycle.SilentUntil;
        if (condition)
        {
            cycle.CalmChecks = 0;
            return silent ? Decision.Silent : cycle.IsOpen ? Decision.FireAgain : Decision.Fire;
        }

        if (!cycle.IsOpen)
        {
            return Decision.Quiet;
        }

        var counts = noData == NoDataPolicy.Recover || evidence.HasData;
        cycle.CalmChecks += counts ? 1 : 0;
        if (!silent && cycle.CalmChecks > announcement.RecoveryObservationPeriod)
        {
            return Decision.Recover;
        }

        return !silent && noData == NoDataPolicy.Close && evidence.DataEnded ? Decision.CloseForNoData
            : counts ? Decision.Observing : Decision.Waiting;
    }

    /// <summary>True once for every stretch without data of a rule that wants to know.</summary>
    public static bool TellsNoData(ref CycleState cycle, NoDataPolicy noData, bool dataEnded)
    {
        var tells = noData == NoDataPolicy.Alarm && dataEnded && !cycle.NoDataTold;
        cycle.NoDataTold = noData == NoDataPolicy.Alarm && dataEnded;
        return tells;
    }

    /// <summary>Counts one more record of the episode and opens it if it is the first.</summary>
    public static void Begin(ref CycleState cycle, long timeMs)
    {
        if (cycle.Sequence++ == 0)
        {
            cycle.StartMs = timeMs;
            cycle.CalmChecks = 0;
        }
    }

    /// <summary>A firing was said at a check: silence begins, and an episode that nobody will end is over.</summary>
    public static void Fired(ref CycleState cycle, Announcement announcement, int check)
    {
        cycle.SilentUntil = check + announcement.SilencePeriod;
        cycle.CalmChecks = 0;
        if (!announcement.Recovery)
        {
            End(ref cycle);
        }
    }

    /// <summary>Closes the episode. Silence goes on.</summary>
    public static void End(ref CycleState cycle)
    {
        cycle.Sequence = 0;
        cycle.CalmChecks = 0;
        cycle.EpisodeId = null;
        cycle.Text = null;
    }

    /// <summary>Whether a later check could decide something else than this one, though no sample comes and no match is in reach.</summary>
    public static bool Moves(in CycleState cycle, Decision decision, NoDataPolicy noData, int check) =>
        cycle.SilentUntil >= check
        || (cycle.IsOpen && (decision != Decision.Waiting || noData == NoDataPolicy.Close))
        || (noData == NoDataPolicy.Alarm && !cycle.NoDataTold);

    /// <summary>Whether nothing needs to be remembered for the checks after this one.</summary>
    public static bool IsOver(in CycleState cycle, int check) => !cycle.IsOpen && !cycle.NoDataTold && cycle.SilentUntil <= check;
}
