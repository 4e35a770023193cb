using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Policies;

/// <summary>What a policy puts before a package, without the values of one alarm.</summary>
internal sealed record DefenseRule
{
    public required DefenseAction Action { get; init; }

    public uint WindowMinutes { get; init; } = 1;

    public uint Count { get; init; } = 1;

    /// <summary>Each once, in the order of their letters.</summary>
    public required ImmutableArray<string> By { get; init; }

    /// <summary>Summaries of several policies for one receiver are merged.</summary>
    public bool IsMerged { get; init; }
}
