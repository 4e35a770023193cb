using System.Buffers.Binary;
using System.Text;

namespace Tocsin.Engine.Saving;

/// <summary>
/// A page as records: the first holds format version, number of records, checksum and the page's bytes; what is too long for one goes on
/// in further ones, each after the format version. The checksum is also over the rule set's version and the page's number, so that no page is
/// read under rules it wasn't written for.
/// </summary>
internal sealed class PageFrame(string rulesVersion)
{
    public const int MaxPartBytes = 512 * 1024;
    private const int HeaderBytes = 1 + sizeof(int) + sizeof(uint);
    private readonly uint _seed = Checksum.Of(uint.MaxValue, Encoding.UTF8.GetBytes(rulesVersion));

    /// <summary>Adds the page's records and returns how many they are.</summary>
    public int Split(int page, ReadOnlySpan<byte> bytes, List<KeyValuePair<byte[], byte[]?>> records)
    {
        var parts = Math.Max(1, (bytes.Length + MaxPartBytes - 1) / MaxPartBytes);
        var checksum = ChecksumOf(page, bytes);
        for (var part = 0; part < parts; part++)
        {
            var piece = bytes[(part * MaxPartBytes)..Math.Min(bytes.Length, (part + 1) * MaxPartBytes)];
            var header = part == 0 ? HeaderBytes : 1;
            var value = new byte[header + piece.Length];
            value[0] = DetectorRecord.FormatVersion;
            if (part == 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(1), parts);
                BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(1 + sizeof(int)), checksum);
            }

            piece.CopyTo(value.AsSpan(header));
            records.Add(new(new StateKey(page, part).ToBytes(), value));
        }

        return parts;
    }

    /// <summary>The bytes of a page from its records, which are in the order of their parts.</summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<(StateKey Key, byte[] Value)> records)
    {
        foreach (var (key, value) in records)
        {
            DetectorRecord.CheckFormat(value, $"the record '{key}'");
        }

        var (first, bytes) = records[0];
        CheckParts(records);
        ReadOnlySpan<byte> joined = records.Length == 1 ? bytes.AsSpan(HeaderBytes) : Concat(records);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(1 + sizeof(int))) == ChecksumOf(first.Page, joined)
            ? joined
            : throw new BrokenStateException($"the record '{first}' is damaged, or was written under other rules: its checksum doesn't fit");
    }

    private static void CheckParts(ReadOnlySpan<(StateKey Key, byte[] Value)> records)
    {
        var (first, bytes) = records[0];
        if (first.Part != 0 || bytes.Length < HeaderBytes)
        {
            throw new BrokenStateException($"the record '{first with { Part = 0 }}' is missing or too short");
        }

        var parts = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(1));
        for (var part = 0; part < records.Length; part++)
        {
            if (records[part].Key.Part != part || part >= parts)
            {
                throw new BrokenStateException($"the record '{records[part].Key}' is not one of the {parts} of its page, or comes twice, or one before it is missing");
            }
        }

        if (records.Length != parts)
        {
            throw new BrokenStateException($"the record '{first with { Part = records.Length }}' is missing, one of {parts}");
        }
    }

    private static byte[] Concat(ReadOnlySpan<(StateKey Key, byte[] Value)> records)
    {
        var joined = new List<byte>(records.Length * MaxPartBytes);
        foreach (var (key, value) in records)
        {
            joined.AddRange(value.AsSpan(key.Part == 0 ? HeaderBytes : 1));
        }

        return [.. joined];
    }

    private uint ChecksumOf(int page, ReadOnlySpan<byte> bytes)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, page);
        return Checksum.Of(Checksum.Of(_seed, number), bytes);
    }
}
