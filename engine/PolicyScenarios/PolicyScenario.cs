using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>One test of policies, checked and complete: what happens, how packages end, and what must be decided and told.</summary>
public sealed record PolicyScenario
{
    public required string Name { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    public required long StartMs { get; init; }

    public required long EndMs { get; init; }

    /// <summary>Null: there are none, and so no samples.</summary>
    public RuleSet? Rules { get; init; }

    public RoutingSettings Dispatch { get; init; } = RoutingSettings.Empty;

    public required PolicyBook Book { get; init; }

    /// <summary>For the detector, by timestamp.</summary>
    public ImmutableArray<ScenarioRecord> Samples { get; init; } = [];

    /// <summary>By time.</summary>
    public ImmutableArray<PolicyEvent> Events { get; init; } = [];

    /// <summary>The first that fits counts; without one a package succeeds at once.</summary>
    public ImmutableArray<ScriptedOutcome> Outcomes { get; init; } = [];

    /// <summary>The first that fits counts; without one nobody answers.</summary>
    public ImmutableArray<ScriptedAnswer> Answers { get; init; } = [];

    public required ImmutableArray<Expectation> Decisions { get; init; }

    /// <summary>False: a decision that isn't listed is a difference.</summary>
    public bool AllowsOtherDecisions { get; init; }

    /// <summary>All of them; null: they aren't looked at.</summary>
    public ImmutableArray<Expectation>? Messages { get; init; }

    /// <summary>All lines of stories; null: they aren't looked at.</summary>
    public ImmutableArray<Expectation>? Stories { get; init; }

    /// <summary>Whom the settings know.</summary>
    public Router Router => new(Rules?.Hooks ?? [], Dispatch);
}
