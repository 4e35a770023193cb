using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Samples;
using Tocsin.V1;
using Point = Tocsin.V1.Point;
using Sample = Tocsin.Engine.Samples.Sample;

namespace Tocsin.Unit.Samples;

/// <summary>Compares what the reader found in a record with what Google.Protobuf found, down to the bits of every value.</summary>
internal static class Difference
{
    /// <summary>Null if there is none.</summary>
    public static string? Of(RecordReader reader, byte[] record) => Between(Parse(record), reader, reader.Read(record), record);

    /// <summary>
    /// Null if Google.Protobuf refuses the record. Where a length and its position are more than an int holds, it runs off the end of
    /// its buffer or asks for two gigabytes instead of saying so.
    /// </summary>
    private static MetricRecord? Parse(byte[] record)
    {
        try
        {
            return MetricRecord.Parser.ParseFrom(record);
        }
        catch (Exception refusal) when (refusal is InvalidProtocolBufferException or IndexOutOfRangeException or ArgumentOutOfRangeException or OutOfMemoryException)
        {
            return null;
        }
    }

    private static string? Between(MetricRecord? parsed, RecordReader reader, RecordKind kind, byte[] record)
    {
        if (KindOf(parsed) != kind)
        {
            return $"kind {kind} ({reader.Error}) instead of {KindOf(parsed)}";
        }

        return parsed?.BodyCase switch
        {
            MetricRecord.BodyOneofCase.Activation => Same("version", parsed.Activation.Version, Encoding.UTF8.GetBytes(reader.Version)),
            MetricRecord.BodyOneofCase.Sample => OfSample(parsed.Sample, reader, record),
            MetricRecord.BodyOneofCase.Batch => OfBatch(parsed.Batch, reader, record),
            _ => reader.Count == 0 ? null : "samples where there are none",
        };
    }

    private static RecordKind KindOf(MetricRecord? parsed) => parsed?.BodyCase switch
    {
        null => RecordKind.Malformed,
        MetricRecord.BodyOneofCase.None => RecordKind.Empty,
        MetricRecord.BodyOneofCase.Tick => RecordKind.Tick,
        MetricRecord.BodyOneofCase.Activation => RecordKind.Activation,
        _ => RecordKind.Samples,
    };

    private static string? OfSample(V1.Sample parsed, RecordReader reader, byte[] record)
    {
        if (reader.Count != 1 || !reader.TryGet(record, 0, out var sample))
        {
            return "the sample is missing";
        }

        return Same("metric", parsed.Metric, sample.Metric)
            ?? OfEntity(parsed.Entity ?? new Entity(), sample.Entity)
            ?? Same("time", parsed.TimeMs, sample.TimeMs)
            ?? OfValue(Point.Parser.ParseFrom(ValueOf(parsed)), sample);
    }

    /// <summary>The value fields of samples and points have the same numbers.</summary>
    private static byte[] ValueOf(V1.Sample parsed) =>
        new V1.Sample(parsed) { Metric = "", Entity = null }.ToByteArray();

    private static string? OfBatch(Batch parsed, RecordReader reader, byte[] record)
    {
        if (reader.Count != parsed.Points.Count)
        {
            return $"{reader.Count} samples instead of {parsed.Points.Count}";
        }

        for (var i = 0; i < reader.Count; i++)
        {
            var exists = parsed.Points[i].Entity < parsed.Entities.Count && parsed.Points[i].Metric < parsed.Metrics.Count;
            if (reader.TryGet(record, i, out var sample) != exists)
            {
                return $"point {i}: {reader.Error}";
            }

            if (exists && OfPoint(parsed, parsed.Points[i], sample) is { } difference)
            {
                return $"point {i}: {difference}";
            }
        }

        return null;
    }

    private static string? OfPoint(Batch batch, Point parsed, in Sample sample) =>
        Same("metric", batch.Metrics[(int)parsed.Metric], sample.Metric)
        ?? OfEntity(batch.Entities[(int)parsed.Entity], sample.Entity)
        ?? Same("time", parsed.TimeMs != 0 ? parsed.TimeMs : batch.TimeMs, sample.TimeMs)
        ?? OfValue(parsed, sample);

    private static string? OfEntity(Entity parsed, in EntityView entity)
    {
        var attributes = new Dictionary<string, string>();
        AttributeReader.CopyTo(entity, attributes);
        return Same("scope", (int)parsed.Scope, entity.Scope)
            ?? Same("id0", parsed.Id0, entity.Id0)
            ?? Same("id1", parsed.Id1, entity.Id1)
            ?? Same("name", parsed.Name, entity.Name)
            ?? Same("hash", IdentityHash.Of((int)parsed.Scope, Encoding.UTF8.GetBytes(parsed.Id0), Encoding.UTF8.GetBytes(parsed.Id1)), entity.Hash)
            ?? (parsed.Attributes.ToDictionary().SequenceEqual(attributes) ? null : $"attributes of {parsed}");
    }

    private static string? OfValue(Point parsed, in Sample sample)
    {
        var values = new ValueReader(sample);
        foreach (var (label, integer, real) in ValuesOf(parsed))
        {
            var raw = integer ?? BitConverter.DoubleToInt64Bits(real ?? double.NaN);
            if (!values.MoveNext())
            {
                return $"fewer values than {parsed}";
            }

            if (values.IsInteger != integer.HasValue || values.HasValue != (integer.HasValue || real.HasValue) || values.Raw != raw)
            {
                return $"value {values.Position} of {parsed}: {values.Raw}";
            }

            if (Same("label", label, values.Label) is { } difference)
            {
                return difference;
            }
        }

        return values.MoveNext() ? $"more values than {parsed}" : Same("kind", (int)KindOf(parsed), (int)sample.Kind);
    }

    private static IEnumerable<(string Label, long? Integer, double? Real)> ValuesOf(Point parsed) => parsed.ValueCase switch
    {
        Point.ValueOneofCase.Integer => [("", parsed.Integer, null)],
        Point.ValueOneofCase.Real => [("", null, parsed.Real)],
        Point.ValueOneofCase.Several => [
            .. parsed.Several.Integers.Select(integer => ("", (long?)integer, (double?)null)),
            .. parsed.Several.Reals.Select(real => ("", (long?)null, (double?)real)),
        ],
        Point.ValueOneofCase.Labelled => parsed.Labelled.Values.Select(value => (
            value.Label,
            value.HasInteger ? value.Integer : (long?)null,
            value.HasReal ? value.Real : (double?)null)),
        _ => [],
    };

    private static ValueKind KindOf(Point parsed) => parsed.ValueCase switch
    {
        Point.ValueOneofCase.Integer => ValueKind.Whole,
        Point.ValueOneofCase.Real => ValueKind.Real,
        Point.ValueOneofCase.Several => ValueKind.Several,
        Point.ValueOneofCase.Labelled => ValueKind.Labelled,
        _ => ValueKind.None,
    };

    private static string? Same(string what, long expected, long actual) =>
        expected == actual ? null : $"{what} {actual} instead of {expected}";

    private static string? Same(string what, string expected, ReadOnlySpan<byte> actual) =>
        actual.SequenceEqual(Encoding.UTF8.GetBytes(expected)) ? null : $"{what} '{Encoding.UTF8.GetString(actual)}' instead of '{expected}'";
}
