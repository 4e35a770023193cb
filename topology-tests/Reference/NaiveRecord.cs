using System.Collections.Immutable;
using Tocsin.Engine.Detection;

namespace Tocsin.TopologyTests.Reference;

/// <summary>
/// A decoded record: some samples, or the version of an activation, or only its timestamp. Points of a batch that point nowhere
/// aren't among the samples; <paramref name="Fault"/> tells of all of them together, or of the whole record.
/// </summary>
internal sealed record NaiveRecord(long TimestampMs, ImmutableArray<NaiveSample> Samples, string? ActivatedVersion, RejectReason? Fault);
