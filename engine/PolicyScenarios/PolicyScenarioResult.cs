using System.Collections.Immutable;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>What came of a test of policies: it passed if nothing differed. Differences stand in the order of time.</summary>
public sealed record PolicyScenarioResult(PolicyScenario Scenario, ImmutableArray<Difference> Differences)
{
    public bool Passed => Differences.IsEmpty;
}
