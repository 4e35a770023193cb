using Tocsin.Engine.Rules;

namespace Tocsin.Engine.Windows;

/// <summary>A composite rule made ready for evaluation.</summary>
internal sealed class CompositePlan
{
    public CompositePlan(CompositeRule rule, int number, int order, IReadOnlyList<RulePlan> rules)
    {
        Rule = rule;
        Number = number;
        Order = order;
        Parts = [.. rule.Parts.Select(part => rules[part])];
        TrueAtRest = rule.Expression.Holds(new bool[Parts.Length]);
        LongestPeriodMinutes = Parts.Max(part => part.Rule.PeriodMinutes);
    }

    public CompositeRule Rule { get; }

    /// <summary>Position among the composite rules.</summary>
    public int Number { get; }

    /// <summary>Position in the order of outputs: after all rules.</summary>
    public int Order { get; }

    public RulePlan[] Parts { get; }

    /// <summary>The expression holds with every part false, so it is evaluated for every entity that sends data for a part.</summary>
    public bool TrueAtRest { get; }

    public int LongestPeriodMinutes { get; }
}
