using System.Buffers.Binary;
using System.Text;

namespace Tocsin.Engine.Saving;

/// <summary>
/// What is saved of a detector besides its entities: format version, checksum, then where the log stands, how many entities there are
/// and under which rule set.
/// </summary>
internal sealed record DetectorRecord(long ClockMs, int NextCheck, int LastCheckNumber, long RecordMs, int Entities, string RulesVersion)
{
    public const byte FormatVersion = 1;
    private const int HeaderBytes = 1 + sizeof(uint);
    private const string Subject = "the record 'detector'";

    public byte[] Encode()
    {
        var writer = new StateWriter();
        writer.Signed(ClockMs);
        writer.Number(NextCheck);
        writer.Number(LastCheckNumber);
        writer.Signed(RecordMs);
        writer.Number(Entities);
        writer.Delimited(Encoding.UTF8.GetBytes(RulesVersion));
        var value = new byte[HeaderBytes + writer.Written.Length];
        value[0] = FormatVersion;
        BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(1), Checksum.Of(0, writer.Written));
        writer.Written.CopyTo(value.AsSpan(HeaderBytes));
        return value;
    }

    public static DetectorRecord Decode(ReadOnlySpan<byte> value)
    {
        CheckFormat(value, Subject);
        if (value.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(value[1..]) != Checksum.Of(0, value[HeaderBytes..]))
        {
            throw new BrokenStateException($"{Subject} is damaged: its checksum doesn't fit");
        }

        var reader = new StateReader(value[HeaderBytes..], Subject);
        var record = new DetectorRecord(
            reader.Signed(),
            reader.Number("the next check", int.MaxValue),
            reader.Number("the last check's number", int.MaxValue),
            reader.Signed(),
            reader.Number("the number of entities", int.MaxValue),
            Encoding.UTF8.GetString(reader.Delimited()));
        return reader.AtEnd ? record : throw reader.Broken("goes on after its end");
    }

    public static void CheckFormat(ReadOnlySpan<byte> value, string subject)
    {
        if (value.IsEmpty || value[0] != FormatVersion)
        {
            var found = value.IsEmpty ? "is empty" : $"has format version {value[0]}";
            throw new BrokenStateException($"{subject} {found}, expected format version {FormatVersion}");
        }
    }
}
