using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>Ticks and activations: records that hold no sample.</summary>
internal static class MarkerParser
{
    private const int Depth = 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ParseTick(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            if (tag == FieldTags.Tick.TimeMs)
            {
                // Read and forgotten: the record's timestamp is what counts.
                Wire.Varint(bytes, ref position);
            }
            else
            {
                position = UnknownField.Skip(bytes, position, tag, Depth);
            }

            if (position < 0)
            {
                return tables.Fail(field, position);
            }
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ParseActivation(ReadOnlySpan<byte> bytes, int position, RecordTables tables)
    {
        while (position < bytes.Length)
        {
            var field = position;
            var tag = Wire.Tag(bytes, ref position);
            if (tag == FieldTags.Activation.Version)
            {
                position = tables.Text(bytes, position, out var version);
                tables.Version = version;
            }
            else
            {
                position = UnknownField.Skip(bytes, position, tag, Depth);
            }

            if (position < 0)
            {
                return tables.Fail(field, position);
            }
        }

        return position;
    }
}
