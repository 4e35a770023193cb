using Tocsin.Engine.Samples;

namespace Tocsin.Engine.Saving;

/// <summary>Reads what <see cref="StateWriter"/> wrote, and believes nothing: every number is held against its limits.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes, string subject)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool AtEnd => _position == _bytes.Length;

    public readonly BrokenStateException Broken(string what) => new($"{subject}: {what}");

    public byte Byte() => Take(1)[0];

    public ulong Number()
    {
        var value = Wire.Varint(_bytes, ref _position);
        return _position >= 0 ? value : throw Broken(WireFault.Describe(_position));
    }

    /// <summary>A number from 0 to a limit, the limit included.</summary>
    public int Number(string what, int limit)
    {
        var value = Number();
        return value <= (uint)limit ? (int)value : throw Broken($"{what} is {value}, expected at most {limit}");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number given by its distance before another one.</summary>
    public int Before(int origin, string what, int limit, int lowest = 0)
    {
        var distance = Signed();
        return distance <= (long)origin - lowest && distance >= (long)origin - limit
            ? (int)(origin - distance)
            : throw Broken($"{what} is {distance} before {origin}, expected {lowest} to {limit}");
    }

    public long Fixed64()
    {
        var value = Wire.Fixed64(_bytes, ref _position);
        return _position >= 0 ? value : throw Broken(WireFault.Describe(_position));
    }

    public ReadOnlySpan<byte> Delimited() => Take(Length());

    /// <summary>The length of something that must still fit.</summary>
    public int Length() => Number("a length", _bytes.Length - _position);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw Broken($"ends at byte {_bytes.Length}, expected {count - _bytes.Length + _position} more");
        }

        _position += count;
        return _bytes.Slice(_position - count, count);
    }
}
