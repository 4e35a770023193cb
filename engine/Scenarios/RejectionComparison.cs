using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Finds for every expected rejection the one that happened, and tells what is left over on either side.</summary>
internal static class RejectionComparison
{
    public static IEnumerable<Difference> Differences(Scenario scenario, Playback playback)
    {
        var wording = new Wording(scenario);
        var left = playback.Rejections.ToList();
        var differences = new List<Difference>();
        foreach (var expected in scenario.Rejections)
        {
            if (left.FirstOrDefault(actual => Fits(expected, actual)) is { } found)
            {
                left.Remove(found);
                continue;
            }

            differences.Add(new(DifferenceKind.MissingRejection, expected.Line, expected.AtMs, wording.Rejection(expected), [], []));
        }

        return scenario.AllowsOthers
            ? differences
            : differences.Concat(left.Select(actual => new Difference(
                DifferenceKind.UnexpectedRejection, scenario.Line, actual.AtMs, wording.Rejection(actual), [], [])));
    }

    private static bool Fits(ExpectedRejection expected, ArrivedRejection actual) =>
        actual.AtMs == expected.AtMs
        && actual.Rejection.Reason == expected.Reason
        && (expected.Metric is null || actual.Sample?.Metric == expected.Metric)
        && (expected.Entity is null || IsSame(expected.Entity, actual.Sample?.Entity));

    private static bool IsSame(Entity expected, Entity? actual) =>
        actual is not null && (expected.Scope, expected.Id0, expected.Id1) == (actual.Scope, actual.Id0, actual.Id1);
}
