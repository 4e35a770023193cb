using System.Security.Cryptography;

namespace Tocsin.Engine.Origins;

/// <summary>Ids that follow from what they name, so that a replay finds the same ones.</summary>
internal static class DerivedId
{
    private const int GuidBytes = 16;
    private const byte CustomVersion = 0x80;
    private const byte Variant = 0x80;

    /// <summary>A UUID of version 8 from a list of parts.</summary>
    public static string Of(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // Each part after its length, so that no two lists of parts look the same.
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }

        var bytes = hash.GetHashAndReset().AsSpan(0, GuidBytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | CustomVersion);
        bytes[8] = (byte)((bytes[8] & 0x3F) | Variant);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
