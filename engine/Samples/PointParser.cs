namespace Tocsin.Engine.Samples;

/// <summary>A sample of a batch.</summary>
internal static class PointParser
{
    private const int Depth = 2;

    public static int ParseField(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        var range = Wire.Delimited(bytes, position);
        return range.End < 0 ? range.End : Parse(bytes[..range.End], range.Start, tables);
    }

    private static int Parse(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        ref var point = ref tables.Points.Add();
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            switch (tag)
            {
                case FieldTags.Point.Entity:
                    point.Entity = (uint)Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Point.Metric:
                    point.Metric = (uint)Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Value.TimeMs:
                    point.TimeMs = (long)Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Value.Integer:
                    point.Kind = ValueKind.Whole;
                    point.Raw = (long)Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Value.Real:
                    point.Kind = ValueKind.Real;
                    point.Raw = Wire.Fixed64(bytes, ref position);
                    break;
                default:
                    position = ValuesParser.ParseField(bytes, position, tag, Depth, tables, ref point);
                    break;
            }

            if (position < 0)
            {
                return tables.Fail(field, position);
            }
        }

        return position;
    }
}
