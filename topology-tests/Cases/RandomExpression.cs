using System.Collections.Immutable;
using Tocsin.Engine.Composites;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Draws expressions over a few rules, with the text that says the same.</summary>
internal sealed class RandomExpression(Random random, ImmutableArray<Rule> rules)
{
    private readonly List<int> _parts = [];

    public (Expression Expression, string Text, ImmutableArray<int> Parts) Next()
    {
        _parts.Clear();
        var (expression, text) = Draw(random.Between(0, 2));
        return (expression, text, [.. _parts]);
    }

    private (Expression Expression, string Text) Draw(int depth)
    {
        if (random.Chance(0.2))
        {
            var (operand, text) = Draw(depth);
            return (new Expression.Negation(operand), operand is Expression.Condition ? $"!{text}" : $"!({text})");
        }

        if (depth == 0)
        {
            return Condition();
        }

        var (left, leftText) = Draw(depth - 1);
        var (right, rightText) = Draw(depth - 1);
        return random.Chance(0.5)
            ? (new Expression.Conjunction(left, right), $"{Enclosed(left, leftText)} && {Enclosed(right, rightText)}")
            : (new Expression.Disjunction(left, right), $"{Enclosed(left, leftText)} || {Enclosed(right, rightText)}");
    }

    private (Expression Expression, string Text) Condition()
    {
        var rule = random.Next(rules.Length);
        if (!_parts.Contains(rule))
        {
            _parts.Add(rule);
        }

        return (new Expression.Condition(_parts.IndexOf(rule)), rules[rule].Name);
    }

    private static string Enclosed(Expression expression, string text) =>
        expression is Expression.Conjunction or Expression.Disjunction ? $"({text})" : text;
}
