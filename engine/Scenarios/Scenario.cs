using System.Collections.Frozen;
using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>One test of rules, checked and complete: the records of a partition, and the alarms that the detector must make of them.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    public required string File { get; init; }

    public required int Line { get; init; }

    public required long StartMs { get; init; }

    /// <summary>The rules the partition begins with.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>By version: those the records activate.</summary>
    public required FrozenDictionary<string, RuleSet> LaterRules { get; init; }

    /// <summary>By timestamp.</summary>
    public required ImmutableArray<ScenarioRecord> Records { get; init; }

    /// <summary>In the order of the file, which may not be that of time.</summary>
    public required ImmutableArray<ExpectedAlarm> Alarms { get; init; }

    public ImmutableArray<ExpectedRejection> Rejections { get; init; } = [];

    /// <summary>False: an alarm or a rejection that isn't listed is a difference.</summary>
    public bool AllowsOthers { get; init; }

    /// <summary>Only alarms of these rules are looked at. Null: all.</summary>
    public FrozenSet<string>? OnlyRules { get; init; }

    /// <summary>What the file calls the entities, by scope, id0 and id1.</summary>
    public required FrozenDictionary<(Scope Scope, string Id0, string Id1), string> EntityNames { get; init; }
}
