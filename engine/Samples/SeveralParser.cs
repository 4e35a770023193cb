namespace Tocsin.Engine.Samples;

/// <summary>Checks values by position; <see cref="ValueReader"/> reads them.</summary>
internal static class SeveralParser
{
    public static int Check(ReadOnlySpan<byte> bytes, int position, int depth, RecordTables tables)
    {
        var hasReals = false;
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            switch (tag)
            {
                case FieldTags.Several.Integer:
                    Wire.Varint(bytes, ref position);
                    break;
                case FieldTags.Several.Real:
                    Wire.Fixed64(bytes, ref position);
                    break;
                case FieldTags.Several.PackedIntegers or FieldTags.Several.PackedReals:
                    position = Packed(bytes, position, tag, tables);
                    break;
                default:
                    position = UnknownField.Skip(bytes, position, tag, depth);
                    break;
            }

            if (position < 0)
            {
                return tables.Fail(field, position);
            }

            // Integers come before reals, so that a value's position doesn't depend on how the lists were interleaved.
            hasReals |= tag is FieldTags.Several.Real or FieldTags.Several.PackedReals;
            tables.IsUnusual |= hasReals && tag is FieldTags.Several.Integer or FieldTags.Several.PackedIntegers;
        }

        return position;
    }

    private static int Packed(ReadOnlySpan<byte> bytes, int position, uint tag, RecordTables tables)
    {
        var length = (int)Wire.Varint(bytes, ref position);
        if (position < 0)
        {
            return position;
        }

        // Google.Protobuf takes a list whose length is negative, or ends past what an int counts, for an empty one.
        if (length < 0 || position > int.MaxValue - length)
        {
            tables.IsUnusual = true;
            return position;
        }

        if (length > bytes.Length - position)
        {
            return WireFault.Truncated;
        }

        var list = bytes[..(position + length)];
        while (position >= 0 && position < list.Length)
        {
            _ = tag == FieldTags.Several.PackedReals ? (ulong)Wire.Fixed64(list, ref position) : Wire.Varint(list, ref position);
        }

        return position;
    }
}
