using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>Takes away whatever a failing case doesn't need in order to fail.</summary>
internal static class Shrink
{
    public static Case ToMinimum(Case @case, Func<Case, bool> fails)
    {
        for (var smaller = Step(@case, fails); smaller is not null; smaller = Step(@case, fails))
        {
            @case = smaller;
        }

        return @case;
    }

    private static Case? Step(Case @case, Func<Case, bool> fails) => Candidates(@case).FirstOrDefault(fails);

    private static IEnumerable<Case> Candidates(Case @case)
    {
        for (var length = @case.Records.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= @case.Records.Length; start += length)
            {
                yield return @case with { Records = @case.Records.RemoveRange(start, length) };
            }
        }

        foreach (var rules in @case.RuleSets.Skip(1))
        {
            yield return @case with { RuleSets = @case.RuleSets.Remove(rules) };
        }

        for (var index = 0; index < @case.Records.Length; index++)
        {
            foreach (var smaller in Smaller(@case.Records[index]))
            {
                yield return @case with { Records = @case.Records.SetItem(index, smaller) };
            }
        }

        for (var index = 0; index < @case.RuleSets.Length; index++)
        {
            foreach (var smaller in Smaller(@case.RuleSets[index]))
            {
                yield return @case with { RuleSets = @case.RuleSets.SetItem(index, smaller) };
            }
        }
    }

    /// <summary>A batch with one point less, or its last point alone as a sample.</summary>
    private static IEnumerable<CaseRecord> Smaller(CaseRecord record)
    {
        if (record.Body?.Batch is not { } batch)
        {
            yield break;
        }

        if (batch.Points.Count == 1)
        {
            yield return record with { Body = new() { Sample = Singles.Of(batch).Single() } };
        }

        for (var index = 0; index < batch.Points.Count; index++)
        {
            var fewer = new Batch(batch);
            fewer.Points.RemoveAt(index);
            yield return record with { Body = new() { Batch = fewer } };
        }
    }

    private static IEnumerable<RuleSet> Smaller(RuleSet rules)
    {
        foreach (var composite in rules.Composites)
        {
            yield return rules with { Composites = rules.Composites.Remove(composite) };
        }

        for (var index = 0; index < rules.Rules.Length; index++)
        {
            if (!rules.Composites.Any(composite => composite.Parts.Contains(index)))
            {
                yield return Without(rules, index);
            }
        }
    }

    private static RuleSet Without(RuleSet rules, int removed) => rules with
    {
        Rules = rules.Rules.RemoveAt(removed),
        Composites =
        [
            .. rules.Composites.Select(composite => composite with
            {
                Parts = [.. composite.Parts.Select(part => part > removed ? part - 1 : part)],
            }),
        ],
    };
}
