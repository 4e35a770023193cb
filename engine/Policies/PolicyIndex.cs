using System.Collections.Immutable;

namespace Tocsin.Engine.Policies;

/// <summary>Finds the policies that may be for a rule's alarms without looking at those that name other rules.</summary>
internal sealed class PolicyIndex
{
    private readonly Dictionary<string, List<Policy>> _byRule = [];
    private readonly List<Policy> _others;

    public PolicyIndex(ImmutableArray<Policy> policies)
    {
        _others = [.. policies.Where(policy => Rules(policy) is null)];
        foreach (var rule in policies.SelectMany(policy => Rules(policy) ?? []))
        {
            _byRule[rule] = [];
        }

        foreach (var policy in policies)
        {
            foreach (var rule in Rules(policy)?.Distinct() ?? _byRule.Keys)
            {
                _byRule[rule].Add(policy);
            }
        }
    }

    /// <summary>For one rule, at most.</summary>
    public int Most => _byRule.Values.Append(_others).Max(policies => policies.Count);

    /// <summary>In the order of the settings.</summary>
    public List<Policy> For(string rule) => _byRule.GetValueOrDefault(rule, _others);

    /// <summary>The rules that the policy names, if it names all of them in full; else null.</summary>
    private static IEnumerable<string>? Rules(Policy policy) =>
        policy.Match.Rules is { } rules && rules.Allowed.All(rule => !rule.Pattern.Contains('*', StringComparison.Ordinal))
            ? rules.Allowed.Select(rule => rule.Pattern)
            : null;
}
