using System.Collections.Immutable;

namespace Tocsin.Engine.Routing;

/// <summary>One condition of a route: what is looked at, and what it may be.</summary>
/// <param name="What">In the words of an explanation: "rule", "tag level".</param>
/// <param name="Allowed">At least one.</param>
public sealed record Choice(string What, ImmutableArray<Glob> Allowed)
{
    private readonly string _allowed = string.Join(", ", Allowed);

    /// <summary>Null if one of the values, of which there may be none, is allowed; else why not.</summary>
    public string? WhyNot(params IReadOnlyCollection<string> values) =>
        values.Any(value => Allowed.Any(allowed => allowed.Matches(value))) ? null
        : values.Count == 0 ? $"there is no {What}"
        : $"{What} is {string.Join(", ", values)}, not {(Allowed.Length > 1 ? "one of " : "")}{_allowed}";
}
