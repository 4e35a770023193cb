using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>The fingerprints of rules that were not read from a file.</summary>
internal static class Fingerprints
{
    public static Rule Stamp(Rule rule) => rule with
    {
        Fingerprint = string.Join('|', rule.Name, rule.Metric, rule.Op, Thresholds(rule), rule.PeriodMinutes, rule.Count, Of(rule.Names), Of(rule.Labels)),
    };

    public static CompositeRule Stamp(CompositeRule composite) => composite with { Fingerprint = $"{composite.Name}|{composite.ExpressionText}" };

    private static string Thresholds(Rule rule) => string.Join(',', rule.Thresholds.Select(threshold => threshold?.Text ?? "-"));

    private static string Of(NameFilter filter) =>
        Filters.Find(filter) is { } written ? string.Join(';', written.Lines.Select(line => $"{line.Key}={line.Yaml}")) : "";
}
