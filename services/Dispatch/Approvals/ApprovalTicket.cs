using System.Collections.Immutable;
using System.Text;

namespace Tocsin.Dispatch.Approvals;

/// <summary>What a link says: which question it answers, for whom, and until when.</summary>
/// <param name="RecordId">The processing record.</param>
/// <param name="Key">The key of the actions topic under which the answer is expected.</param>
/// <param name="AskedMs">Which of several questions about the record it is.</param>
/// <param name="UntilMs">From then on it is void.</param>
/// <param name="Receiver">Who was asked.</param>
/// <param name="Package">What may run, for people.</param>
/// <param name="Subject">Because of what, for people.</param>
internal sealed record ApprovalTicket(string RecordId, ImmutableArray<byte> Key, long AskedMs, long UntilMs, string Receiver, string Package, string Subject)
{
    private const byte Version = 1;

    /// <summary>A link that is much longer is cut by chats.</summary>
    public const int MostBytes = 1_200;

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write(Version);
            writer.Write(RecordId);
            writer.Write7BitEncodedInt(Key.Length);
            writer.Write(Key.AsSpan());
            writer.Write7BitEncodedInt64(AskedMs);
            writer.Write7BitEncodedInt64(UntilMs);
            writer.Write(Receiver);
            writer.Write(Package);
            writer.Write(Subject);
        }

        return stream.ToArray();
    }

    /// <summary>Null for bytes that another version made. To be asked only for bytes whose signature is right.</summary>
    public static ApprovalTicket? Of(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            return reader.ReadByte() != Version ? null : new ApprovalTicket(
                reader.ReadString(), [.. reader.ReadBytes(reader.Read7BitEncodedInt())], reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
