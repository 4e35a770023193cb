using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tocsin.Engine.Samples;

/// <summary>
/// A hash of an entity's identity, the same in every process and on every machine. It is not proof against an adversary: whoever uses it
/// compares identities in full.
/// </summary>
internal static class IdentityHash
{
    private const ulong Multiplier = 0x9e37_79b9_7f4a_7c15;

    public static uint Of(int scope, ReadOnlySpan<byte> id0, ReadOnlySpan<byte> id1)
    {
        // The lengths keep ("ab", "c") apart from ("a", "bc").
        var hash = Mix((uint)scope, ((ulong)(uint)id0.Length << 32) | (uint)id1.Length);
        hash = Text(hash, id0);
        hash = Text(hash, id1);
        return (uint)(hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Text(ulong hash, ReadOnlySpan<byte> text)
    {
        if (text.Length < sizeof(ulong))
        {
            return text.IsEmpty ? hash : Mix(hash, Short(text));
        }

        // The last word may overlap the one before it.
        var last = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
        for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..])
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        return Mix(hash, last);
    }

    private static ulong Short(ReadOnlySpan<byte> text)
    {
        ulong word = 0;
        foreach (var next in text)
        {
            word = (word << 8) | next;
        }

        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 32);
    }
}
