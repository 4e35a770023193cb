using System.Collections.Immutable;

namespace Tocsin.Engine.Routing;

/// <summary>Where requests may go besides public addresses.</summary>
public sealed record NetworkSettings
{
    /// <summary>Addresses, networks such as 10.1.0.0/16, and host names.</summary>
    public ImmutableArray<string> Allow { get; init; } = [];
}
