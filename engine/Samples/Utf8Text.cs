using System.Buffers.Binary;
using System.Text.Unicode;

namespace Tocsin.Engine.Samples;

internal static class Utf8Text
{
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Whether a part of the bytes is UTF-8; plain ASCII, the usual case for names, is seen eight bytes at a time.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes, ByteRange range)
    {
        var text = range.Of(bytes);
        return (Union(bytes[range.Start..], text) & HighBits) == 0 || Utf8.IsValid(text);
    }

    /// <summary>All bytes of the text laid over each other; all bits set where that isn't worth the trouble.</summary>
    private static ulong Union(ReadOnlySpan<byte> onward, ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
        {
            // The last word may overlap the one before it.
            var union = Word(text[^sizeof(ulong)..]);
            for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..])
            {
                union |= Word(text);
            }

            return union;
        }

        if (text.IsEmpty)
        {
            return 0;
        }

        // Reads on into whatever follows and shifts that out.
        return onward.Length >= sizeof(ulong) ? Word(onward) << (8 * (sizeof(ulong) - text.Length)) : ulong.MaxValue;
    }

    private static ulong Word(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text);
}
