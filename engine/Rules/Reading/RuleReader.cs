using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads one entry of "rules".</summary>
internal sealed class RuleReader(FileDefaults defaults, AnnouncementReader announcements, Problems problems)
{
    private static readonly string[] _keys =
    [
        "metrics-name", "indicator-name", "expression", "op", "threshold", "period", "count",
        "include-names", "exclude-names", "include-names-regex", "exclude-names-regex",
        "include-labels", "exclude-labels", "include-labels-regex", "exclude-labels-regex",
        "only-as-condition", "no-data", "no-data-after", .. AnnouncementReader.Keys,
    ];

    /// <summary>Null after an error that leaves nothing to work with; other errors leave their keys at the default.</summary>
    public Rule? Read(YamlScalar name, YamlNode value)
    {
        var errorsBefore = problems.Errors;
        RuleName.Check(name, problems);
        if (Section.Open(name, value, $"rule {name.Text}", _keys, problems) is not { } section)
        {
            return null;
        }

        var condition = ConditionReader.Read(section);
        var period = condition?.PeriodMinutes ?? 1;
        var announcement = announcements.Read(section, name.Text, silencePeriod: period);
        var onlyAsCondition = section.Flag("only-as-condition") ?? false;
        var onArrival = section.Choice("evaluate", Choices.Evaluate) ?? defaults.OnArrival;
        var noData = section.Choice("no-data", Choices.NoData) ?? defaults.NoData;
        var noDataAfter = section.Whole("no-data-after", 1, Limits.MaxPeriodMinutes) ?? defaults.NoDataAfterMinutes ?? period;
        if (condition is null)
        {
            return null;
        }

        var rule = new Rule
        {
            Name = name.Text,
            Metric = condition.Metric,
            Op = condition.Op,
            Thresholds = condition.Thresholds,
            PeriodMinutes = period,
            Count = condition.Count,
            OnlyAsCondition = onlyAsCondition,
            OnArrival = onArrival,
            NoData = noData,
            NoDataAfterMinutes = noDataAfter,
            Names = condition.Names,
            Labels = condition.Labels,
            Announcement = announcement,
            Fingerprint = Fingerprint.OfRule(name.Text, condition),
        };
        if (problems.Errors == errorsBefore)
        {
            RuleWarnings.Check(rule, section);
        }

        return rule;
    }
}
