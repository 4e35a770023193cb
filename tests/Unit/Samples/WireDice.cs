using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Tocsin.Unit.Samples;

/// <summary>
/// Writes random messages of a schema byte by byte, so that it can write what no protobuf library writes: fields in any order and number,
/// longer varints than needed, unknown fields and groups, other wire types than the schema's, text that isn't UTF-8, lengths that lie.
/// </summary>
internal sealed class WireDice(Random random, double oddity)
{
    private readonly List<byte> _bytes = [];

    public static byte[] Roll(MessageDescriptor schema, Random random, double oddity)
    {
        var dice = new WireDice(random, oddity);
        dice.Message(schema, depth: 0);
        return [.. dice._bytes];
    }

    private bool Odd(double share = 1) => random.NextDouble() < oddity * share;

    private void Message(MessageDescriptor schema, int depth)
    {
        var fields = schema.Fields.InDeclarationOrder();
        // A record has one body, an entry a key and a value; most other messages have each field about once.
        var count = depth == 0 ? 1 : random.Next(fields.Count + 2);
        count += Odd() ? random.Next(3) : 0;
        for (var i = 0; i < count; i++)
        {
            if (Odd())
            {
                Unknown(depth, fields[random.Next(fields.Count)].FieldNumber);
            }
            else
            {
                Field(fields[random.Next(fields.Count)], depth);
            }
        }
    }

    private void Field(FieldDescriptor field, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                Delimited(field.FieldNumber, () => Message(field.MessageType, depth + 1));
                break;
            case FieldType.String:
                Delimited(field.FieldNumber, Text);
                break;
            case FieldType.Double:
                Numbers(field, WireFormat.WireType.Fixed64, () => Raw(BitConverter.GetBytes(Real())));
                break;
            default:
                Numbers(field, WireFormat.WireType.Varint, () => Varint(Number()));
                break;
        }
    }

    private void Numbers(FieldDescriptor field, WireFormat.WireType type, Action write)
    {
        if (!field.IsRepeated || Odd())
        {
            Tag(field.FieldNumber, type);
            write();
            return;
        }

        Delimited(field.FieldNumber, () =>
        {
            for (var i = random.Next(6); i > 0; i--)
            {
                write();
            }
        });
    }

    private void Delimited(int field, Action write)
    {
        Tag(field, WireFormat.WireType.LengthDelimited);
        var start = _bytes.Count;
        write();
        var body = _bytes[start..];
        _bytes.RemoveRange(start, body.Count);
        Varint(Odd(0.2) ? LyingLength(body.Count) : (ulong)body.Count);
        _bytes.AddRange(body);
    }

    private ulong LyingLength(int length) => random.Next(5) switch
    {
        0 => (ulong)int.MaxValue - (ulong)random.Next(64),
        1 => 0x8000_0000UL + (ulong)random.Next(64),
        2 => (ulong)length + ((ulong)random.Next() << 32),
        3 => (ulong)Math.Max(0, length - 1),
        _ => (ulong)length + 1,
    };

    private void Unknown(int depth, int knownField)
    {
        var field = random.Next(3) == 0 ? knownField : random.Next(8) == 0 ? random.Next(1 << 29) : random.Next(20);
        switch (random.Next(random.Next(8) == 0 ? 8 : 4))
        {
            case 0:
                Tag(field, WireFormat.WireType.Varint);
                Varint(Number());
                break;
            case 1:
                Tag(field, WireFormat.WireType.Fixed64);
                Raw(BitConverter.GetBytes(Real()));
                break;
            case 2:
                Delimited(field, Text);
                break;
            case 3:
                Group(field, depth);
                break;
            case 4:
                Tag(field, WireFormat.WireType.Fixed32);
                Raw(BitConverter.GetBytes(random.Next()));
                break;
            case 5:
                Tag(field, WireFormat.WireType.EndGroup);
                break;
            default:
                Tag(field, (WireFormat.WireType)(6 + random.Next(2)));
                break;
        }
    }

    private void Group(int field, int depth)
    {
        // Now and then as deep as the limit, or one level more.
        var levels = random.Next(20) == 0 ? 94 + random.Next(8) : 1 + random.Next(3);
        for (var i = 0; i < levels; i++)
        {
            Tag(field, WireFormat.WireType.StartGroup);
        }

        if (levels < 4 && Odd())
        {
            Unknown(depth + levels, field);
        }

        for (var i = 0; i < levels; i++)
        {
            Tag(Odd(0.05) ? field + 1 : field, WireFormat.WireType.EndGroup);
        }
    }

    private void Text()
    {
        for (var i = random.Next(random.Next(4) == 0 ? 20 : 10); i > 0; i--)
        {
            _bytes.Add((byte)('a' + random.Next(3)));
        }

        if (random.Next(10) == 0)
        {
            Raw([0xe2, 0x82, 0xac]);
        }

        if (Odd(0.2))
        {
            _bytes.Add((byte)random.Next(0x80, 0x100));
        }
    }

    private ulong Number() => random.Next(6) switch
    {
        0 => 0,
        1 => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        2 => (ulong)random.NextInt64(1L << random.Next(1, 63)),
        _ => (ulong)random.Next(5),
    };

    private double Real() => random.Next(6) switch
    {
        0 => -0.0,
        1 => double.NaN,
        2 => double.PositiveInfinity,
        3 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        _ => random.Next(1000) / 8.0,
    };

    private void Tag(int field, WireFormat.WireType type) => Varint(((ulong)(uint)field << 3) | (uint)type);

    private void Varint(ulong value)
    {
        // Up to 11 bytes, one more than is allowed; bits above the 64th are written as they come.
        var least = Odd(0.1) ? random.Next(1, 12) : 1;
        for (var i = 1; value >= 0x80 || i < least; i++)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }

    private void Raw(byte[] bytes) => _bytes.AddRange(bytes);
}
