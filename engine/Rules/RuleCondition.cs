using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>What the windows of a rule depend on: everything whose change makes them worthless.</summary>
internal sealed record RuleCondition(
    string Metric,
    Comparison Op,
    ImmutableArray<Threshold?> Thresholds,
    int PeriodMinutes,
    int Count)
{
    public required NameFilter Names { get; init; }

    public required NameFilter Labels { get; init; }

    public static RuleCondition Of(Rule rule) =>
        new(rule.Metric, rule.Op, rule.Thresholds, rule.PeriodMinutes, rule.Count) { Names = rule.Names, Labels = rule.Labels };
}
