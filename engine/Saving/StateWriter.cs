using System.Buffers.Binary;

namespace Tocsin.Engine.Saving;

/// <summary>Writes the parts of a saved state into a buffer that is used again and again.</summary>
internal sealed class StateWriter
{
    private const int LongestNumber = 10;
    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    /// <summary>A whole number in base 128, small ones in few bytes.</summary>
    public void Number(ulong value)
    {
        Reserve(LongestNumber);
        var bytes = _bytes;
        var at = _length;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[at++] = (byte)(value | 0x80);
        }

        bytes[at++] = (byte)value;
        _length = at;
    }

    public void Number(int value) => Number((ulong)value);

    /// <summary>A whole number of either sign, those near zero in few bytes.</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed64(long value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(long);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>As many bytes as there are, after their number.</summary>
    public void Delimited(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        Bytes(value);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
        }
    }
}
