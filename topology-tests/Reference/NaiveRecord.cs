using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Reference;

/// <summary>A decoded record: some samples, or the version of an activation, or only its timestamp.</summary>
internal sealed record NaiveRecord(long TimestampMs, ImmutableArray<NaiveSample> Samples, string? ActivatedVersion, bool IsMalformed);
