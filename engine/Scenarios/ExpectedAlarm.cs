using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>An alarm that must come. What is null may be anything.</summary>
public sealed record ExpectedAlarm
{
    /// <summary>Where it stands in the scenario file, counted from 1.</summary>
    public required int Line { get; init; }

    public required long AtMs { get; init; }

    public required string Rule { get; init; }

    /// <summary>Only its identity counts.</summary>
    public required Entity Entity { get; init; }

    public AlarmState State { get; init; } = AlarmState.Firing;

    public AlarmReason? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>All of them, in order; numbers are compared as numbers.</summary>
    public ImmutableArray<string>? Values { get; init; }

    /// <summary>All of them.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    public uint? Matched { get; init; }
}
