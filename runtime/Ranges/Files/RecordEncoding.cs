using Confluent.Kafka;
using Google.Protobuf;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges.Files;

/// <summary>
/// A record in a file: a protobuf message behind its length, with the fields offset (1), time (2), key (3), value (4) and headers (5), each of which has a
/// name (1) and a value (2). What a record doesn't have is left out.
/// </summary>
internal static class RecordEncoding
{
    private const int OffsetField = 1;
    private const int TimeField = 2;
    private const int KeyField = 3;
    private const int ValueField = 4;
    private const int HeaderField = 5;
    private const int NameField = 1;
    private const int HeaderValueField = 2;

    public static void Write(CodedOutputStream output, InputRecord record)
    {
        var message = Encode(message =>
        {
            Write(message, OffsetField, record.Offset);
            Write(message, TimeField, record.TimestampMs);
            Write(message, KeyField, record.Key);
            Write(message, ValueField, record.Value);
            foreach (var header in record.Headers ?? [])
            {
                Write(message, HeaderField, Encode(inner =>
                {
                    inner.WriteTag(NameField, WireFormat.WireType.LengthDelimited);
                    inner.WriteString(header.Key);
                    Write(inner, HeaderValueField, header.GetValueBytes());
                }));
            }
        });
        output.WriteBytes(ByteString.CopyFrom(message));
    }

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="InvalidProtocolBufferException">The file is damaged.</exception>
    public static InputRecord? Read(CodedInputStream input, string topic, int partition)
    {
        if (input.IsAtEnd)
        {
            return null;
        }

        var message = input.ReadBytes().CreateCodedInput();
        var (offset, timeMs) = (0L, 0L);
        byte[]? key = null, value = null;
        Headers? headers = null;
        while (message.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case OffsetField:
                    offset = message.ReadInt64();
                    break;
                case TimeField:
                    timeMs = message.ReadInt64();
                    break;
                case KeyField:
                    key = message.ReadBytes().ToByteArray();
                    break;
                case ValueField:
                    value = message.ReadBytes().ToByteArray();
                    break;
                case HeaderField:
                    ReadHeader(message.ReadBytes().CreateCodedInput(), headers ??= []);
                    break;
                default:
                    message.SkipLastField();
                    break;
            }
        }

        return new InputRecord(topic, partition, offset, timeMs, key, value, headers);
    }

    private static void ReadHeader(CodedInputStream input, Headers headers)
    {
        var name = "";
        byte[]? value = null;
        while (input.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case NameField:
                    name = input.ReadString();
                    break;
                case HeaderValueField:
                    value = input.ReadBytes().ToByteArray();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        headers.Add(name, value);
    }

    private static byte[] Encode(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Write(CodedOutputStream output, int field, byte[]? value)
    {
        if (value is not null)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        }
    }
}
