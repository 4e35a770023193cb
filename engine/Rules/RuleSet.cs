using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>Everything one settings file says about detection, checked and immutable.</summary>
public sealed record RuleSet
{
    /// <summary>A default of five seconds lets the last values of a minute arrive before it is checked.</summary>
    public const int DefaultGraceMs = 5_000;

    /// <summary>A longer wait would only delay alarms: a late value still finds its bucket.</summary>
    public const int MaxGraceMs = 60_000;

    /// <summary>Derived from the settings text: the same text has the same version everywhere.</summary>
    public required string Version { get; init; }

    public ImmutableArray<Rule> Rules { get; init; } = [];

    public ImmutableArray<CompositeRule> Composites { get; init; } = [];

    /// <summary>Whom to tell. A rule or composite rule that names no hooks is told to the default ones.</summary>
    public ImmutableArray<HookSettings> Hooks { get; init; } = [];

    /// <summary>A minute is checked when the log's clock has reached its end plus this.</summary>
    public int GraceMs { get; init; } = DefaultGraceMs;

    /// <summary>No rules at all: every sample is ignored.</summary>
    public static RuleSet Empty { get; } = new() { Version = "empty" };
}
