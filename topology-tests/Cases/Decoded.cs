using System.Collections.Immutable;
using Tocsin.Engine.Detection;
using Tocsin.TopologyTests.Reference;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>What a record says, in the naive model's words.</summary>
internal static class Decoded
{
    public static NaiveRecord From(CaseRecord record) => new(
        record.TimestampMs,
        [.. Samples(record.Body)],
        record.Body?.Activation?.Version,
        record.Body is null ? RejectReason.Malformed : PointsNowhere(record.Body.Batch) ? RejectReason.Invalid : null);

    private static bool PointsNowhere(Batch? batch) => batch is not null && Singles.Of(batch).Count() < batch.Points.Count;

    private static IEnumerable<NaiveSample> Samples(MetricRecord? body) => body?.BodyCase switch
    {
        MetricRecord.BodyOneofCase.Sample => [From(body.Sample)],
        MetricRecord.BodyOneofCase.Batch => Singles.Of(body.Batch).Select(From),
        _ => [],
    };

    private static NaiveSample From(Sample sample) => new(
        sample.Metric,
        sample.Entity is { } entity ? new((int)entity.Scope, entity.Id0, entity.Id1) : null,
        sample.Entity is null ? Naming.None : new(sample.Entity.Name, sample.Entity.Attributes.ToImmutableSortedDictionary()),
        sample.TimeMs,
        Values(sample));

    private static ImmutableArray<Reading>? Values(Sample sample) => sample.ValueCase switch
    {
        Sample.ValueOneofCase.Integer => [new(sample.Integer, 0)],
        Sample.ValueOneofCase.Real => [new(null, sample.Real)],
        Sample.ValueOneofCase.Several =>
        [
            .. sample.Several.Integers.Select((value, position) => new Reading(value, 0, position)),
            .. sample.Several.Reals.Select((value, position) => new Reading(null, value, position)),
        ],
        Sample.ValueOneofCase.Labelled => [.. sample.Labelled.Values.Select(Labelled)],
        _ => null,
    };

    private static Reading Labelled(LabelledValue value) =>
        value.ValueCase == LabelledValue.ValueOneofCase.Integer
            ? new(value.Integer, 0, Label: value.Label)
            : new(null, value.Real, Label: value.Label);
}
