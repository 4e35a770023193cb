using System.Collections.Immutable;
using Tocsin.Engine.Composites;

namespace Tocsin.Engine.Rules;

/// <summary>A checked composite rule: an expression over the conditions of rules at the same check and entity.</summary>
public sealed record CompositeRule
{
    public required string Name { get; init; }

    /// <summary>As written, white space normalised.</summary>
    public required string ExpressionText { get; init; }

    public required Expression Expression { get; init; }

    /// <summary>Positions of the parts in <see cref="RuleSet.Rules"/>, each once, in the order of the expression.</summary>
    public required ImmutableArray<int> Parts { get; init; }

    /// <summary>Also evaluated when a part is checked on arrival.</summary>
    public bool OnArrival { get; init; }

    public required Announcement Announcement { get; init; }

    /// <summary>Equal for two versions exactly if silence and episodes of the one serve the other.</summary>
    public required string Fingerprint { get; init; }
}
