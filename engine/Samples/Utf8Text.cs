using System.Buffers.Binary;
using System.Text.Unicode;

namespace Tocsin.Engine.Samples;

internal static class Utf8Text
{
    private const ulong HighBits = 0x8080_8080_8080_8080;

    /// <summary>Whether the bytes are UTF-8; plain ASCII, the usual case for names, is seen eight bytes at a time.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            return Utf8.IsValid(text);
        }

        // The last word may overlap the one before it.
        var seen = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        for (var i = 0; i <= text.Length - sizeof(ulong); i += sizeof(ulong))
        {
            seen |= BinaryPrimitives.ReadUInt64LittleEndian(text[i..]);
        }

        return (seen & HighBits) == 0 || Utf8.IsValid(text);
    }
}
