using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Reference;

/// <summary>
/// A decoded sample. <paramref name="Values"/> is null where none was given; <paramref name="Who"/> is null where the record
/// named no entity or pointed nowhere; <paramref name="TimeMs"/> is the sample's own time or its batch's, 0 without either.
/// </summary>
internal sealed record NaiveSample(
    string Metric,
    Who? Who,
    Naming Naming,
    long TimeMs,
    ImmutableArray<Reading>? Values);
