using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Converging;

/// <summary>A partition of the actions topic.</summary>
/// <param name="Records">In their order.</param>
/// <param name="MaxWaiting">So many of a group wait at most.</param>
internal sealed record DefenseCase(ImmutableArray<DefenseRecord> Records, int MaxWaiting);
