using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

internal static class EntityParser
{
    private const int Depth = 2;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ParseField(ReadOnlySpan<byte> bytes, int position, RecordTables tables, ref EntitySlot entity)
    {
        var range = Wire.Delimited(bytes, position);
        return range.End < 0 ? range.End : Parse(bytes[..range.End], range.Start, tables, ref entity);
    }

    private static int Parse(ReadOnlySpan<byte> bytes, int position, RecordTables tables, ref EntitySlot entity)
    {
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            switch (tag)
            {
                case FieldTags.Entity.Scope:
                    entity.Scope = (int)Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Entity.Id0:
                    position = tables.Text(bytes, position, out entity.Id0);
                    break;
                case FieldTags.Entity.Id1:
                    position = tables.Text(bytes, position, out entity.Id1);
                    break;
                case FieldTags.Entity.Name:
                    position = tables.Text(bytes, position, out entity.Name);
                    break;
                case FieldTags.Entity.Attribute:
                    position = Attribute(bytes, position, tables);
                    Extend(ref entity.Attributes, field, position, tables);
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

        entity.Hash = IdentityHash.Of(entity.Scope, entity.Id0.Of(bytes), entity.Id1.Of(bytes));
        return position;
    }

    private static void Extend(ref ByteRange attributes, int start, int end, RecordTables tables)
    {
        tables.IsUnusual |= attributes.Length > 0 && attributes.End != start;
        attributes = attributes.Length > 0 ? new ByteRange(attributes.Start, end - attributes.Start) : new ByteRange(start, end - start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Attribute(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        var range = Wire.Delimited(bytes, position);
        if (range.End < 0)
        {
            return range.End;
        }

        var entry = bytes[..range.End];
        position = range.Start;
        while (position >= 0 && position < entry.Length)
        {
            var field = position;
            var tag = Wire.Tag(entry, ref position);
            if (tag is FieldTags.Entity.AttributeKey or FieldTags.Entity.AttributeValue)
            {
                position = tables.Text(entry, position, out _);
            }
            else
            {
                position = UnknownField.SkipInMapEntry(entry, position, tag, Depth + 1);
            }

            position = position < 0 ? tables.Fail(field, position) : position;
        }

        return position;
    }
}
