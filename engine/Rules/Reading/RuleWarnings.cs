namespace Tocsin.Engine.Rules.Reading;

/// <summary>What is allowed in a single rule but hardly meant.</summary>
internal static class RuleWarnings
{
    public static void Check(Rule rule, Section section)
    {
        if (rule.Count > rule.PeriodMinutes)
        {
            section.Problems.Warn(section.At(section.Has("count") ? "count" : "expression"), "count-above-period",
                $"{rule.Count} matching minutes never fit in a period of {rule.PeriodMinutes}: the rule never fires");
        }

        if (!rule.OnlyAsCondition && rule.Announcement.SilencePeriod < rule.PeriodMinutes && section.Has("silence-period"))
        {
            section.Problems.Warn(section.At("silence-period"), "silence-below-period",
                rule.Announcement.SilencePeriod == 0
                    ? "without silence the rule fires at every check while its condition is true"
                    : $"a silence of {rule.Announcement.SilencePeriod} is shorter than the period of {rule.PeriodMinutes}: the same minutes can fire more than once");
        }

        if (section.Has("no-data-after") && rule.NoData is NoDataPolicy.Recover or NoDataPolicy.Keep)
        {
            section.Problems.Warn(section.At("no-data-after"), "no-data-after-unused", "'no-data-after' only works with 'no-data: close' or 'no-data: alarm'");
        }
    }
}
