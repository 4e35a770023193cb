using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>
/// Steps over a field that the schema doesn't know, or whose wire type isn't the schema's. Google.Protobuf does this in two ways:
/// a message keeps the field, a map entry drops it without a look at the wire types 6 and 7.
/// </summary>
internal static class UnknownField
{
    private const int DepthLimit = 100;

    /// <summary>Depth is the number of messages and groups around the message that holds the field.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Skip(ReadOnlySpan<byte> bytes, int position, uint tag, int depth) =>
        Skip(bytes, position, tag, depth, inMapEntry: false);

    public static int SkipInMapEntry(ReadOnlySpan<byte> bytes, int position, uint tag, int depth) =>
        Skip(bytes, position, tag, depth, inMapEntry: true);

    private static int Skip(ReadOnlySpan<byte> bytes, int position, uint tag, int depth, bool inMapEntry)
    {
        if (position < 0)
        {
            return position;
        }

        if (tag >> 3 == 0)
        {
            return WireFault.FieldZero;
        }

        switch (tag & 7)
        {
            case 0:
                Wire.Varint(bytes, ref position);
                return position;
            case 1:
                return Advance(bytes, position, sizeof(ulong));
            case 2:
                position = Wire.Delimited(bytes, position).End;
                return position;
            case 3:
                return Group(bytes, position, tag, depth, inMapEntry);
            case 4:
                return WireFault.UnmatchedGroup;
            case 5:
                return Advance(bytes, position, sizeof(uint));
            default:
                return inMapEntry ? position : WireFault.WireType;
        }
    }

    private static int Advance(ReadOnlySpan<byte> bytes, int position, int count) =>
        bytes.Length - position < count ? WireFault.Truncated : position + count;

    private static int Group(ReadOnlySpan<byte> bytes, int position, uint start, int depth, bool inMapEntry)
    {
        // A map entry counts the group before it compares, a message after.
        if (depth + (inMapEntry ? 1 : 0) >= DepthLimit)
        {
            return WireFault.TooDeep;
        }

        while (position >= 0 && position < bytes.Length)
        {
            var tag = Wire.Tag(bytes, ref position);
            if (position >= 0 && tag >> 3 != 0 && (tag & 7) == 4)
            {
                return tag >> 3 == start >> 3 ? position : WireFault.UnmatchedGroup;
            }

            position = Skip(bytes, position, tag, depth + 1, inMapEntry);
        }

        return position < 0 ? position : WireFault.Truncated;
    }
}
