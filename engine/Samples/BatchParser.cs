using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>The dictionaries and points of a batch, in whatever order they come.</summary>
internal static class BatchParser
{
    private const int Depth = 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Parse(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            switch (tag)
            {
                case FieldTags.Batch.Point:
                    position = PointParser.ParseField(bytes, position, tables);
                    break;
                case FieldTags.Batch.Entity:
                    position = EntityParser.ParseField(bytes, position, tables, ref tables.Entities.Add());
                    break;
                case FieldTags.Batch.Metric:
                    position = tables.Text(bytes, position, out tables.Metrics.Add());
                    break;
                case FieldTags.Batch.TimeMs:
                    tables.TimeMs = (long)Wire.Varint(bytes, ref position);
                    break;
                default:
                    position = UnknownField.Skip(bytes, position, tag, Depth);
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
