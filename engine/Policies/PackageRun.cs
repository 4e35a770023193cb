using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>A package that a policy asks for.</summary>
internal sealed record PackageRun
{
    public required Package Package { get; init; }

    public required ImmutableArray<AlarmState> Signals { get; init; }

    /// <summary>Null: it always runs.</summary>
    public DefenseRule? Defense { get; init; }

    public required uint TimeoutSeconds { get; init; }

    public uint SkipDelaySeconds { get; init; }

    /// <summary>Hooks and receivers.</summary>
    public ImmutableArray<string> Approvers { get; init; } = [];
}
