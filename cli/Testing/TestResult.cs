using System.Collections.Immutable;
using Tocsin.Engine.PolicyScenarios;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Testing;

/// <summary>What came of one test, of rules or of policies.</summary>
internal sealed record TestResult(string Name, string File, int Line, ImmutableArray<Difference> Differences)
{
    public bool Passed => Differences.IsEmpty;

    public static TestResult Of(ScenarioResult result) => new(result.Scenario.Name, result.Scenario.File, result.Scenario.Line, result.Differences);

    public static TestResult Of(PolicyScenarioResult result) => new(result.Scenario.Name, result.Scenario.File, result.Scenario.Line, result.Differences);
}
