using System.Collections.Immutable;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Finds for everything that is expected what happened, the most exact expectations first, and tells what is left over on either side.</summary>
internal sealed class HappeningComparison
{
    /// <summary>If these are as expected, it is the same thing, although it went otherwise.</summary>
    private static readonly ImmutableHashSet<string> _identity = ["at", "policy", "package", "receiver", "rule", "entity", "state", "cause", "kind"];

    private readonly List<Expectation> _expected;
    private readonly List<Happening> _actual;
    private readonly ImmutableArray<Happening> _all;

    private HappeningComparison(ImmutableArray<Expectation> expected, ImmutableArray<Happening> actual)
    {
        _expected = [.. expected.SelectMany(one => Enumerable.Repeat(one, one.Times)).OrderByDescending(one => one.Fields.Length)];
        _actual = [.. actual];
        _all = actual;
    }

    /// <param name="expected">What is expected.</param>
    /// <param name="actual">What happened.</param>
    /// <param name="unexpected">Where to point for what isn't expected; null if that is no difference.</param>
    public static List<Difference> Differences(ImmutableArray<Expectation> expected, ImmutableArray<Happening> actual, int? unexpected)
    {
        var comparison = new HappeningComparison(expected, actual);
        comparison.TakePairs(field => true);
        var differences = comparison.TakePairs(field => _identity.Contains(field.Name)).Select(pair => Different(pair.Expected, pair.Actual)).ToList();
        differences.AddRange(comparison._expected.GroupBy(one => one.Line).Select(missing => comparison.Missing(missing.First(), missing.Count())));
        if (unexpected is { } line)
        {
            differences.AddRange(comparison._actual.Select(one => new Difference(DifferenceKind.UnexpectedDecision, line, one.AtMs, one.What, [], [])));
        }

        return differences;
    }

    /// <summary>First come, first served; those that were paired are out of both lists.</summary>
    private List<(Expectation Expected, Happening Actual)> TakePairs(Func<ExpectedField, bool> counts)
    {
        var pairs = new List<(Expectation, Happening)>();
        foreach (var expected in _expected.ToList())
        {
            if (_actual.Find(actual => expected.Fields.Where(counts).All(actual.Fits)) is { } actual)
            {
                _expected.Remove(expected);
                _actual.Remove(actual);
                pairs.Add((expected, actual));
            }
        }

        return pairs;
    }

    private static Difference Different(Expectation expected, Happening actual) => new(
        DifferenceKind.DifferentDecision,
        expected.Line,
        actual.AtMs,
        actual.What,
        [.. expected.Fields.Where(field => !actual.Fits(field)).Select(field => new FieldDifference(field.Name, field.Text, Shown(actual.Values.GetValueOrDefault(field.Name, []))))],
        []);

    private Difference Missing(Expectation expected, int count) => new(
        DifferenceKind.MissingDecision,
        expected.Line,
        expected.AtMs ?? 0,
        count == 1 ? expected.What : $"{expected.What} ({count} more times)",
        [],
        [Nearest(expected) is { } nearest ? $"nearest: {nearest.What}" : "nothing of the kind happened in this test"]);

    private Happening? Nearest(Expectation expected) => _actual.Concat(_all).OrderByDescending(actual => expected.Fields.Count(actual.Fits)).FirstOrDefault();

    /// <summary>Of several forms of a text the last, which is the plainest.</summary>
    private static string Shown(ImmutableArray<string> values) => values.IsEmpty ? "" : values[^1];
}
