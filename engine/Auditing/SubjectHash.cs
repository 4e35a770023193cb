using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>Short names of things an audit has to remember many of. Two that are equal by chance make it say less, never something wrong.</summary>
internal static class SubjectHash
{
    private const ulong Start = 14_695_981_039_346_656_037;
    private const ulong Factor = 1_099_511_628_211;
    private const byte Separator = 0xFF;

    /// <summary>Of a rule and an entity.</summary>
    public static ulong Of(string rule, long scope, string id0, string id1) =>
        Add(Add(Add(Add(Start, rule), id0), id1), scope.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static ulong Of(AlarmMessage alarm) => Of(alarm.RuleName, alarm.ScopeId, alarm.Id0, alarm.Id1);

    public static ulong Of(string text) => Add(Start, text);

    /// <summary>Of a whole record, so that not one bit can differ unseen.</summary>
    public static UInt128 OfRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, key.Length);
        hash.AppendData(length);
        hash.AppendData(key);
        hash.AppendData(value);
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var part in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ part) * Factor;
        }

        return (hash ^ Separator) * Factor;
    }
}
