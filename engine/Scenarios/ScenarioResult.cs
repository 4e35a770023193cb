using System.Collections.Immutable;

namespace Tocsin.Engine.Scenarios;

/// <summary>What came of a scenario: it passed if nothing differed. Differences stand in the order of time.</summary>
public sealed record ScenarioResult(Scenario Scenario, ImmutableArray<Difference> Differences)
{
    public bool Passed => Differences.IsEmpty;
}
