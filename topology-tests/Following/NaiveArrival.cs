using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>Something that wanted to pass the storm guard.</summary>
/// <param name="TimeMs">When it came.</param>
/// <param name="Guarded">The record.</param>
/// <param name="BlockedBy">The circuit that blocked it; empty if it passed.</param>
/// <param name="Counted">The circuits that counted it.</param>
internal sealed record NaiveArrival(long TimeMs, Guarded Guarded, string BlockedBy, List<string> Counted);
