using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Auditing;

/// <summary>How far back a replay has to begin so that its windows are those of a detector that was always there.</summary>
/// <param name="ReachMinutes">After so many minutes of log time no sample from before the start can be in a window.</param>
/// <param name="CalmMinutes">After so many more without a true condition no silence and no episode from before can be left.</param>
public sealed record WarmUp(int ReachMinutes, int CalmMinutes)
{
    /// <summary>A sample may be a minute ahead of the clock, and the minute in which the replay starts is not whole.</summary>
    private const int EdgeMinutes = 2;

    public int Minutes => ReachMinutes + CalmMinutes + 1;

    /// <summary>What serves all of these rule sets.</summary>
    public static WarmUp Of(IEnumerable<RuleSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var (reach, calm) = (0, 0);
        foreach (var set in sets)
        {
            var graceMinutes = (set.GraceMs + Windows.Minutes.MsPerMinute - 1) / Windows.Minutes.MsPerMinute;
            var announcements = set.Rules.Select(rule => rule.Announcement).Concat(set.Composites.Select(composite => composite.Announcement));
            var quiet = announcements.Select(each => Math.Max(each.SilencePeriod, each.RecoveryObservationPeriod)).DefaultIfEmpty(0).Max();
            var noData = set.Rules.Where(rule => rule.NoData != NoDataPolicy.Recover).Select(rule => rule.NoDataAfterMinutes).DefaultIfEmpty(0).Max();
            reach = Math.Max(reach, set.Rules.Select(rule => rule.PeriodMinutes).DefaultIfEmpty(0).Max() + graceMinutes + EdgeMinutes);
            calm = Math.Max(calm, quiet + noData + EdgeMinutes);
        }

        return new(reach, calm);
    }
}
