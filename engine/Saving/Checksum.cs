using System.Buffers.Binary;
using System.Numerics;

namespace Tocsin.Engine.Saving;

/// <summary>CRC-32C without the final inversion, so that it can be continued.</summary>
internal static class Checksum
{
    public static uint Of(uint start, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            start = BitOperations.Crc32C(start, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var next in bytes)
        {
            start = BitOperations.Crc32C(start, next);
        }

        return start;
    }
}
