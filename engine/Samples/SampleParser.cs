using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>A sample that is a record of its own.</summary>
internal static class SampleParser
{
    private const int Depth = 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Parse(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        ref var metric = ref tables.Metrics.Add();
        ref var entity = ref tables.Entities.Add();
        ref var point = ref tables.Points.Add();
        var hasEntity = false;
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            switch (tag)
            {
                case FieldTags.Sample.Metric:
                    position = tables.Text(bytes, position, out metric);
                    break;
                case FieldTags.Sample.Entity:
                    tables.IsUnusual |= hasEntity;
                    hasEntity = true;
                    position = EntityParser.ParseField(bytes, position, tables, ref entity);
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

        if (!hasEntity)
        {
            entity.Hash = IdentityHash.Of(0, default, default);
        }

        return position;
    }
}
