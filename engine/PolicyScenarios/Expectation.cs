using System.Collections.Immutable;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Something that must happen, by some of its fields.</summary>
public sealed record Expectation
{
    /// <summary>Where it stands in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Null: whenever.</summary>
    public long? AtMs { get; init; }

    /// <summary>So often.</summary>
    public int Times { get; init; } = 1;

    public required ImmutableArray<ExpectedField> Fields { get; init; }

    public string What => string.Join(", ", Fields.Select(each => each.What));
}
