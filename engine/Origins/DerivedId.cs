using System.Security.Cryptography;

namespace Tocsin.Engine.Origins;

/// <summary>Ids that follow from what they name, so that a replay finds the same ones.</summary>
internal static class DerivedId
{
    private const int GuidBytes = 16;
    private const int MaxOnStack = 1_024;
    private const byte CustomVersion = 0x80;
    private const byte Variant = 0x80;

    /// <summary>A UUID of version 8 from a list of parts.</summary>
    public static string Of(params ReadOnlySpan<byte[]> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += sizeof(int) + part.Length;
        }

        var data = length <= MaxOnStack ? stackalloc byte[length] : new byte[length];
        var rest = data;
        foreach (var part in parts)
        {
            // Each part after its length, so that no two lists of parts look the same.
            BitConverter.TryWriteBytes(rest, part.Length);
            part.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + part.Length)..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        var bytes = hash[..GuidBytes];
        bytes[6] = (byte)((bytes[6] & 0x0F) | CustomVersion);
        bytes[8] = (byte)((bytes[8] & 0x3F) | Variant);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
