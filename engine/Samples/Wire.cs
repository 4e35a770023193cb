using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>
/// The primitives of the protobuf wire format, with the leniency of Google.Protobuf: a varint may be longer than needed and its
/// surplus bits are dropped. The span ends where the message does. See <see cref="WireFault"/> for how faults are told.
/// </summary>
internal static class Wire
{
    private const ulong ContinuationBits = 0x8080_8080_8080_8080;

    /// <summary>A fault gives all bits set, which is neither a tag nor a length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Varint(ReadOnlySpan<byte> bytes, ref int position)
    {
        if ((uint)position < (uint)bytes.Length && bytes[position] < 0x80)
        {
            return bytes[position++];
        }

        position = MultiByte(bytes, position, out var value);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Tag(ReadOnlySpan<byte> bytes, ref int position) => (uint)Varint(bytes, ref position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteRange Delimited(ReadOnlySpan<byte> bytes, ref int position)
    {
        var length = (int)Varint(bytes, ref position);
        var start = position;
        if ((uint)length > (uint)(bytes.Length - start))
        {
            position = LengthFault(length, start);
            return default;
        }

        position = start + length;
        return new ByteRange(start, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Fixed64(ReadOnlySpan<byte> bytes, ref int position)
    {
        if ((uint)position > (uint)bytes.Length || bytes.Length - position < sizeof(long))
        {
            position = position < 0 ? position : WireFault.Truncated;
            return 0;
        }

        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes[position..]);
        position += sizeof(long);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int MultiByte(ReadOnlySpan<byte> bytes, int position, out ulong value)
    {
        if (position >= 0 && bytes.Length - position >= sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
            var ends = ~word & ContinuationBits;
            if (ends != 0)
            {
                // Keeps the bytes up to the first without a continuation bit.
                value = Compact(word & (ends ^ (ends - 1)));
                return position + (System.Numerics.BitOperations.TrailingZeroCount(ends) >> 3) + 1;
            }
        }

        return ByteByByte(bytes, position, out value);
    }

    /// <summary>Closes the gap that the continuation bit leaves in every byte.</summary>
    private static ulong Compact(ulong word)
    {
        word = (word & 0x007f_007f_007f_007f) | ((word & 0x7f00_7f00_7f00_7f00) >> 1);
        word = (word & 0x0000_3fff_0000_3fff) | ((word & 0x3fff_0000_3fff_0000) >> 2);
        return (word & 0x0000_0000_0fff_ffff) | ((word & 0x0fff_ffff_0000_0000) >> 4);
    }

    private static int ByteByByte(ReadOnlySpan<byte> bytes, int position, out ulong value)
    {
        value = ulong.MaxValue;
        if (position < 0)
        {
            return position;
        }

        ulong read = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= bytes.Length)
            {
                return WireFault.Truncated;
            }

            var next = bytes[position++];
            read |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                value = read;
                return position;
            }
        }

        return WireFault.LongVarint;
    }

    private static int LengthFault(int length, int position)
    {
        if (position < 0)
        {
            return position;
        }

        return length < 0 ? WireFault.NegativeLength : WireFault.Truncated;
    }
}
