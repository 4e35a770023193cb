using System.Buffers.Binary;

namespace Tocsin.Engine.Windows;

/// <summary>Compares names by their UTF-8 bytes, without making strings. The hash is the same in every process.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public static uint Hash(ReadOnlySpan<byte> name)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var hash = (ulong)name.Length * Odd;
        while (name.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Odd;
            hash ^= hash >> 32;
            name = name[sizeof(ulong)..];
        }

        foreach (var b in name)
        {
            hash = (hash ^ b) * Odd;
        }

        return (uint)(hash ^ (hash >> 32));
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => (int)Hash(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)Hash(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
