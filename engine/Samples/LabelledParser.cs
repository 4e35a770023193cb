namespace Tocsin.Engine.Samples;

/// <summary>Checks values by label; <see cref="ValueReader"/> reads them.</summary>
internal static class LabelledParser
{
    public static int Check(ReadOnlySpan<byte> bytes, int position, int depth, RecordTables tables)
    {
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            position = tag == FieldTags.Labelled.Value
                ? CheckValue(bytes, position, depth + 1, tables)
                : UnknownField.Skip(bytes, position, tag, depth);
            if (position < 0)
            {
                return tables.Fail(field, position);
            }
        }

        return position;
    }

    private static int CheckValue(ReadOnlySpan<byte> bytes, int position, int depth, RecordTables tables)
    {
        var range = Wire.Delimited(bytes, position);
        if (range.End < 0)
        {
            return range.End;
        }

        var value = bytes[..range.End];
        position = range.Start;
        while (position < value.Length)
        {
            var field = position;
            var tag = Wire.Tag(value, ref position);
            switch (tag)
            {
                case FieldTags.Labelled.Label:
                    position = tables.Text(value, position, out _);
                    break;
                case FieldTags.Labelled.Integer:
                    Wire.Varint(value, ref position);
                    break;
                case FieldTags.Labelled.Real:
                    Wire.Fixed64(value, ref position);
                    break;
                default:
                    position = UnknownField.Skip(value, position, tag, depth);
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
