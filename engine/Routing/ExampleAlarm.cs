using System.Globalization;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Routing;

/// <summary>Alarms to try settings with: as a rule would raise them, as far as the rules tell.</summary>
public static class ExampleAlarm
{
    private const double Beyond = 0.5;

    /// <summary>A firing of the rule, for an entity yet to be filled in. Of a rule that isn't there it has the name alone.</summary>
    public static AlarmMessage Of(string rule, RuleSet? rules)
    {
        var alarm = new AlarmMessage { RuleName = rule, Scope = "SERVICE", ScopeId = (long)Scope.Service, State = AlarmState.Firing, Tags = new AlarmTags(), RuleVersion = rules?.Version ?? "" };
        if (Find(rule, rules) is { } found)
        {
            alarm.PeriodMinutes = (uint)found.PeriodMinutes;
            alarm.Count = alarm.Matched = (uint)found.Count;
            Say(alarm, found.Announcement);
            SetScope(alarm, MetricScope.Of(found.Metric) ?? alarm.Scope);
        }
        else if (rules?.Composites.FirstOrDefault(composite => composite.Name == rule) is { } composite)
        {
            Say(alarm, composite.Announcement);
            SetScope(alarm, MetricScope.Of(rules.Rules[composite.Parts[0]].Metric) ?? alarm.Scope);
        }

        return alarm;
    }

    /// <summary>Any text that isn't a scope is kept as it is, without a number.</summary>
    public static void SetScope(AlarmMessage alarm, string scope)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        alarm.Scope = scope;
        alarm.ScopeId = Enum.TryParse<Scope>(scope.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known) ? (long)known : 0;
    }

    /// <summary>
    /// Fills in what is still empty and follows from the rest: observed values that make the rule's condition true, the message, and ids.
    /// </summary>
    public static void Complete(AlarmMessage alarm, RuleSet? rules)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        alarm.Id0 = alarm.Id0.Length > 0 ? alarm.Id0 : alarm.Name;
        alarm.Id = alarm.Id.Length > 0 ? alarm.Id : "example";
        alarm.EpisodeId = alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : alarm.Id;
        var rule = Find(alarm.RuleName, rules);
        if (alarm.Values.Count == 0 && rule is not null)
        {
            alarm.Values.Add(rule.Thresholds.OfType<Threshold>().Take(1).Select(threshold => Observed(rule, threshold.Text)));
        }

        if (alarm.AlarmMessage_.Length == 0)
        {
            var template = rule?.Announcement.Message ?? rules?.Composites.FirstOrDefault(composite => composite.Name == alarm.RuleName)?.Announcement.Message
                ?? MessageTemplate.Parse($"Alarm caused by Rule {alarm.RuleName}");
            alarm.AlarmMessage_ = AlarmText.Render(template, alarm);
        }
    }

    private static Rule? Find(string name, RuleSet? rules) => rules?.Rules.FirstOrDefault(rule => rule.Name == name);

    private static void Say(AlarmMessage alarm, Announcement announcement)
    {
        alarm.Tags.Data.Add(announcement.Tags.Select(tag => new KeyStringValuePair { Key = tag.Key, Value = tag.Value }));
        alarm.Hooks.Add(announcement.Hooks);
    }

    private static ObservedValue Observed(Rule rule, string threshold)
    {
        var limit = double.Parse(threshold, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new ObservedValue
        {
            Metric = rule.Metric,
            RuleName = rule.Name,
            Op = AlarmText.Op(rule.Op),
            Threshold = threshold,
            Real = rule.Op switch
            {
                Comparison.Greater or Comparison.NotEqual => limit + Math.Max(1, Math.Abs(limit) * Beyond),
                Comparison.Less => limit - Math.Max(1, Math.Abs(limit) * Beyond),
                _ => limit,
            },
        };
    }
}
