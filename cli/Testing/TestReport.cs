using Tocsin.Cli.Checking;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Testing;

/// <summary>What <c>tocsin test rules -o json</c> and <c>tocsin test policy -o json</c> say.</summary>
internal sealed record TestReport(int Passed, int Failed, IEnumerable<TestReport.Test> Tests, IEnumerable<ProblemReport> Problems)
{
    public static TestReport Of(IReadOnlyCollection<TestedFile> files)
    {
        var results = files.SelectMany(file => file.Results).ToList();
        return new(
            results.Count(result => result.Passed),
            results.Count(result => !result.Passed),
            results.Select(Test.Of),
            files.SelectMany(file => file.Problems).Distinct().Select(ProblemReport.Of));
    }

    internal sealed record Test(string Name, string File, int Line, bool Passed, IEnumerable<TestDifference> Differences)
    {
        public static Test Of(TestResult result) => new(
            result.Name, result.File, result.Line, result.Passed, result.Differences.Select(TestDifference.Of));
    }

    /// <summary>Fields and reasons are left out where there are none.</summary>
    internal sealed record TestDifference(
        string Kind, int Line, DateTimeOffset At, string What, IEnumerable<FieldDifference>? Fields, IEnumerable<string>? Reasons)
    {
        public static TestDifference Of(Difference difference) => new(
            Word(difference.Kind),
            difference.Line,
            DateTimeOffset.FromUnixTimeMilliseconds(difference.AtMs),
            difference.What,
            difference.Fields.IsEmpty ? null : difference.Fields,
            difference.Reasons.IsEmpty ? null : difference.Reasons);

        private static string Word(DifferenceKind kind) => kind switch
        {
            DifferenceKind.MissingAlarm or DifferenceKind.MissingDecision => "missing",
            DifferenceKind.UnexpectedAlarm or DifferenceKind.UnexpectedDecision => "unexpected",
            DifferenceKind.DifferentAlarm or DifferenceKind.DifferentDecision => "different",
            DifferenceKind.Impossible => "impossible",
            DifferenceKind.MissingRejection => "not-rejected",
            _ => "rejected-unexpectedly",
        };
    }
}
