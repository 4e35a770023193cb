using System.Globalization;
using System.Text;
using Tocsin.Engine.Rules;
using Tocsin.TopologyTests.Reference;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Writes a rule set as the settings file that means the same.</summary>
internal static class SettingsWriter
{
    public static string Write(RuleSet rules)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"grace: {rules.GraceMs}ms")
            .AppendLine("hooks: {slack: {ops: {webhooks: ['http://localhost/']}}}").AppendLine("rules:");
        foreach (var rule in rules.Rules)
        {
            Write(text, rule);
        }

        if (!rules.Composites.IsEmpty)
        {
            text.AppendLine("composite-rules:");
        }

        foreach (var composite in rules.Composites)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {composite.Name}:");
            Line(text, "expression", $"'{composite.ExpressionText}'");
            Line(text, "evaluate", composite.OnArrival ? "on-arrival" : "at-minute-end");
            Write(text, composite.Announcement);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Rule rule)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"  {rule.Name}:");
        Line(text, "metrics-name", rule.Metric);
        Line(text, "op", $"'{Numbers.Symbol(rule.Op)}'");
        Line(text, "threshold", $"'{string.Join(',', rule.Thresholds.Select(threshold => threshold?.Text ?? "-"))}'");
        Line(text, "period", rule.PeriodMinutes);
        Line(text, "count", rule.Count);
        Line(text, "only-as-condition", rule.OnlyAsCondition ? "true" : "false");
        Line(text, "evaluate", rule.OnArrival ? "on-arrival" : "at-minute-end");
        Line(text, "no-data", Lower(rule.NoData));
        Line(text, "no-data-after", rule.NoDataAfterMinutes);
        Write(text, rule.Names, "names");
        Write(text, rule.Labels, "labels");
        Write(text, rule.Announcement);
    }

    private static void Write(StringBuilder text, NameFilter filter, string what)
    {
        foreach (var (key, yaml) in Filters.Find(filter)?.Lines ?? [])
        {
            Line(text, string.Format(CultureInfo.InvariantCulture, key, what), yaml);
        }
    }

    private static void Write(StringBuilder text, Announcement announcement)
    {
        Line(text, "silence-period", announcement.SilencePeriod);
        Line(text, "recovery", announcement.Recovery ? "true" : "false");
        Line(text, "recovery-observation-period", announcement.RecoveryObservationPeriod);
        Line(text, "message", $"'{announcement.Message.Text}'");
        Line(text, "tags", $"{{{string.Join(", ", announcement.Tags.Select(tag => $"{tag.Key}: {tag.Value}"))}}}");
        Line(text, "hooks", $"[{string.Join(", ", announcement.Hooks)}]");
    }

    private static void Line(StringBuilder text, string key, object value) => text.AppendLine(CultureInfo.InvariantCulture, $"    {key}: {value}");

    private static string Lower(NoDataPolicy policy) => policy switch
    {
        NoDataPolicy.Close => "close",
        NoDataPolicy.Keep => "keep",
        NoDataPolicy.Alarm => "alarm",
        _ => "recover",
    };
}
