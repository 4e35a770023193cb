using System.Buffers.Binary;
using System.Numerics;
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

        var number = MultiByte(bytes, position);
        position = number.Next;
        return number.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Tag(ReadOnlySpan<byte> bytes, ref int position) => (uint)Varint(bytes, ref position);

    /// <summary>A length and as many bytes. A fault is told by the range's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteRange Delimited(ReadOnlySpan<byte> bytes, int position)
    {
        var length = (int)Varint(bytes, ref position);
        return (uint)length <= (uint)(bytes.Length - position) ? new ByteRange(position, length) : new ByteRange(LengthFault(length, position), 0);
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

    // Apart from the one-byte case and without a reference to the position, so that callers keep theirs in a register.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Number MultiByte(ReadOnlySpan<byte> bytes, int position)
    {
        if (position >= 0 && bytes.Length - position >= sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
            var ends = ~word & ContinuationBits;
            if (ends != 0)
            {
                // Keeps the bytes up to the first without a continuation bit.
                return new Number(Compact(word & (ends ^ (ends - 1))), position + (BitOperations.TrailingZeroCount(ends) >> 3) + 1);
            }
        }

        return ByteByByte(bytes, position);
    }

    /// <summary>Closes the gap that the continuation bit leaves in every byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Compact(ulong word)
    {
        word = (word & 0x007f_007f_007f_007f) | ((word & 0x7f00_7f00_7f00_7f00) >> 1);
        word = (word & 0x0000_3fff_0000_3fff) | ((word & 0x3fff_0000_3fff_0000) >> 2);
        return (word & 0x0000_0000_0fff_ffff) | ((word & 0x0fff_ffff_0000_0000) >> 4);
    }

    private static Number ByteByByte(ReadOnlySpan<byte> bytes, int position)
    {
        if (position < 0)
        {
            return new Number(ulong.MaxValue, position);
        }

        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= bytes.Length)
            {
                return new Number(ulong.MaxValue, WireFault.Truncated);
            }

            var next = bytes[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return new Number(value, position);
            }
        }

        return new Number(ulong.MaxValue, WireFault.LongVarint);
    }

    private static int LengthFault(int length, int position)
    {
        if (position < 0)
        {
            return position;
        }

        return length < 0 ? WireFault.NegativeLength : WireFault.Truncated;
    }

    private readonly record struct Number(ulong Value, int Next);
}
