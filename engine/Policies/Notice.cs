using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>Who is told of an alarm, of which of its states, and how often.</summary>
internal sealed record Notice
{
    public required ImmutableArray<AlarmState> Signals { get; init; }

    /// <summary>Hooks and receivers; null: those that rules and routes name.</summary>
    public ImmutableArray<string>? Receivers { get; init; }

    /// <summary>Null: everything is told at once.</summary>
    public DefenseRule? Defense { get; init; }

    /// <summary>0: never again.</summary>
    public uint RepeatMinutes { get; init; }
}
