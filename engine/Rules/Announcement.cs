using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>How a true condition is told, the same for rules and composite rules: when, how often and in which words.</summary>
public sealed record Announcement
{
    /// <summary>Checks that stay silent after a firing, whatever the condition does meanwhile. 0: fire at every check.</summary>
    public int SilencePeriod { get; init; }

    /// <summary>False: nothing is said when the condition ends, and every firing stands for itself.</summary>
    public bool Recovery { get; init; } = true;

    /// <summary>Recovery needs this many checks with a false condition and one more.</summary>
    public int RecoveryObservationPeriod { get; init; }

    public required MessageTemplate Message { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Names of hooks, for example "slack.ops". Empty: the default hooks.</summary>
    public ImmutableArray<string> Hooks { get; init; } = [];
}
