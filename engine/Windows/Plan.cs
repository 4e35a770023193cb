using System.Text;
using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Windows;

/// <summary>A rule set made ready for evaluation: rules by metric, and for each metric by the names they ask for.</summary>
internal sealed class Plan
{
    private const int ForgetMinutes = 60;
    private readonly RulePlan[][] _byMetric;
    private readonly Dictionary<string, RulePlan[]>[] _byMetricAndName;
    private readonly MetricTable _metrics;

    public Plan(RuleSet set)
    {
        Set = set;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(set.GraceMs, RuleSet.MaxGraceMs);
        ArgumentOutOfRangeException.ThrowIfNegative(set.GraceMs);
        Metrics = [.. set.Rules.Select(rule => rule.Metric).Distinct()];
        _metrics = new MetricTable(Metrics);
        Rules = [.. set.Rules.Select((rule, order) => new RulePlan(rule, order, FindMetric(rule.Metric)))];
        Composites = [.. set.Composites.Select((rule, number) => new CompositePlan(rule, number, Rules.Length + number, Rules))];
        foreach (var rule in Rules)
        {
            rule.Join([.. Composites.Where(composite => composite.Parts.Contains(rule))]);
        }

        var groups = Enumerable.Range(0, Metrics.Length).GroupJoin(Rules, metric => metric, rule => rule.Metric, (_, rules) => rules.ToArray()).ToArray();
        _byMetric = [.. groups.Select(rules => rules.Where(rule => rule.Rule.Names.Include is null).ToArray())];
        _byMetricAndName = [.. groups.Select(ByIncludedName)];
        ForgetAfterMinutes = ForgetMinutes + Rules.Select(rule => rule.Rule.PeriodMinutes).DefaultIfEmpty(1).Max();
    }

    public RuleSet Set { get; }

    public RulePlan[] Rules { get; }

    public CompositePlan[] Composites { get; }

    /// <summary>The names of the metrics, each once; their positions are the metrics' numbers.</summary>
    public string[] Metrics { get; }

    /// <summary>An entity's name and attributes are forgotten this long after its last sample.</summary>
    public int ForgetAfterMinutes { get; }

    /// <summary>The metric's number, -1 for one that no rule asks for.</summary>
    public int FindMetric(ReadOnlySpan<byte> name) => _metrics.Find(name);

    public int FindMetric(string name) => _metrics.Find(Encoding.UTF8.GetBytes(name));

    /// <summary>The rules of a metric whose filters pass a name, in the order of the rule set.</summary>
    public List<RulePlan> RulesFor(int metric, string name) =>
        [.. _byMetric[metric].Concat(_byMetricAndName[metric].GetValueOrDefault(name, [])).Where(rule => rule.Rule.Names.Passes(name)).OrderBy(rule => rule.Order)];

    private static Dictionary<string, RulePlan[]> ByIncludedName(RulePlan[] rules) => rules
        .SelectMany(rule => (rule.Rule.Names.Include ?? []).Select(name => (name, rule)))
        .GroupBy(pair => pair.name, pair => pair.rule)
        .ToDictionary(group => group.Key, group => group.ToArray());
}
