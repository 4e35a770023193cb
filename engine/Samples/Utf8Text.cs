using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Tocsin.Engine.Samples;

internal static class Utf8Text
{
    /// <summary>
    /// Whether a part of the bytes is UTF-8. Plain ASCII, the usual case for names, is seen sixteen bytes at a time, the last of them
    /// the sixteen that end with the text, whatever they begin with.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(ReadOnlySpan<byte> bytes, ByteRange range)
    {
        var last = range.End - Vector128<byte>.Count;
        if (last < 0)
        {
            return Utf8.IsValid(range.Of(bytes));
        }

        var high = HighBits(bytes, last) >> Math.Max(0, range.Start - last);
        for (var i = range.Start; i < last; i += Vector128<byte>.Count)
        {
            high |= HighBits(bytes, i);
        }

        return high == 0 || Utf8.IsValid(range.Of(bytes));
    }

    /// <summary>A bit for each of sixteen bytes: whether it isn't ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HighBits(ReadOnlySpan<byte> bytes, int start) =>
        Vector128.Create(bytes.Slice(start, Vector128<byte>.Count)).ExtractMostSignificantBits();
}
