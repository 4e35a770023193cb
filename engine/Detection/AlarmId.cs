using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tocsin.Engine.Silences;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <summary>Derives the id of an alarm record from what it is about, so that a replay finds the same one.</summary>
internal static class AlarmId
{
    private const int GuidBytes = 16;
    private const byte CustomVersion = 0x80;
    private const byte Variant = 0x80;

    /// <summary>
    /// A UUID of version 8 from rule, entity, the episode's start, the record's place in the episode and what it says of which minute:
    /// without recovery, two episodes of one record each may start at the same time.
    /// </summary>
    public static string Of(string ruleName, string fingerprint, in EntityState entity, in CycleState cycle, Telling telling)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(ruleName));
        Append(hash, Encoding.UTF8.GetBytes(fingerprint));
        Append(hash, entity.Id0);
        Append(hash, entity.Id1);
        Append(hash, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entity.Scope} {cycle.StartMs} {cycle.Sequence} {telling.State} {telling.Minute}")));
        var bytes = hash.GetHashAndReset().AsSpan(0, GuidBytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | CustomVersion);
        bytes[8] = (byte)((bytes[8] & 0x3F) | Variant);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Each part after its length, so that no two lists of parts look the same.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }
}
