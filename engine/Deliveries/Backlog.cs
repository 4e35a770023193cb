using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Deliveries;

/// <summary>The deliveries of a receiver that wait in the log because too many are open.</summary>
/// <param name="From">All of the receiver's deliveries from this offset on wait.</param>
/// <param name="Count">How many those are so far.</param>
/// <param name="SinceMs">When the first of them came.</param>
/// <param name="Newest">The newest origins seen before it: whoever reads the log from there needs them to know repetitions.</param>
public sealed record Backlog(long From, long Count, long SinceMs, ImmutableArray<Origin> Newest);
