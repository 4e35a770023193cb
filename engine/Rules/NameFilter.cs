using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tocsin.Engine.Rules;

/// <summary>Which names take part: each of the four tests that is set may veto. Names are compared case-sensitively and whole.</summary>
public sealed record NameFilter
{
    public static NameFilter All { get; } = new();

    /// <summary>Null: not set. An empty list is not set either.</summary>
    public FrozenSet<string>? Include { get; init; }

    public FrozenSet<string>? Exclude { get; init; }

    /// <summary>Anchored at both ends and compiled for the non-backtracking engine by whoever sets it.</summary>
    public Regex? IncludeRegex { get; init; }

    public Regex? ExcludeRegex { get; init; }

    public bool PassesAll => Include is null && Exclude is null && IncludeRegex is null && ExcludeRegex is null;

    public bool Passes(string name) =>
        Include?.Contains(name) != false
        && Exclude?.Contains(name) != true
        && IncludeRegex?.IsMatch(name) != false
        && ExcludeRegex?.IsMatch(name) != true;
}
