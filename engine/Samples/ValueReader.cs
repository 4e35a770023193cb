namespace Tocsin.Engine.Samples;

/// <summary>Walks the values of a sample, whatever its kind, in the record's order; of two lists of several values the integers come first.</summary>
public ref struct ValueReader
{
    private readonly ReadOnlySpan<byte> _encoded;
    private readonly ValueKind _kind;
    private int _next;
    private PackedList _list;

    public ValueReader(scoped in Sample sample)
    {
        _encoded = sample.Encoded;
        _kind = sample.Kind;
        Raw = sample.Raw;
        Position = -1;
    }

    /// <summary>Whether the current value is an integer; else it is a double.</summary>
    public bool IsInteger { get; private set; }

    /// <summary>False for a label that was given no value. It reads as the double NaN.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw { get; private set; }

    /// <summary>Counted from 0.</summary>
    public int Position { get; private set; }

    /// <summary>Empty unless the sample is labelled.</summary>
    public ReadOnlySpan<byte> Label { get; private set; }

    public bool MoveNext()
    {
        var moved = _kind switch
        {
            ValueKind.None => false,
            ValueKind.Several => MoveToPosition(),
            ValueKind.Labelled => MoveToLabel(),
            _ => MoveToSingle(),
        };
        Position += moved ? 1 : 0;
        return moved;
    }

    private bool MoveToSingle()
    {
        IsInteger = _kind == ValueKind.Whole;
        HasValue = true;
        return Position < 0;
    }

    private bool MoveToPosition()
    {
        while (_next < _encoded.Length)
        {
            if (_next < _list.End)
            {
                Take(_list.IsInteger, _list.IsInteger ? (long)Wire.Varint(_encoded, ref _next) : Wire.Fixed64(_encoded, ref _next));
                return true;
            }

            var tag = Wire.Tag(_encoded, ref _next);
            switch (tag)
            {
                case FieldTags.Several.Integer:
                    Take(isInteger: true, (long)Wire.Varint(_encoded, ref _next));
                    return true;
                case FieldTags.Several.Real:
                    Take(isInteger: false, Wire.Fixed64(_encoded, ref _next));
                    return true;
                case FieldTags.Several.PackedIntegers or FieldTags.Several.PackedReals:
                    var length = (int)Wire.Varint(_encoded, ref _next);
                    _list = new PackedList(tag == FieldTags.Several.PackedIntegers, _next + length);
                    break;
                default:
                    _next = UnknownField.Skip(_encoded, _next, tag, depth: 0);
                    break;
            }
        }

        return false;
    }

    private bool MoveToLabel()
    {
        while (_next < _encoded.Length)
        {
            var tag = Wire.Tag(_encoded, ref _next);
            if (tag == FieldTags.Labelled.Value)
            {
                var value = Wire.Delimited(_encoded, _next);
                _next = value.End;
                ReadLabelled(value.Of(_encoded));
                return true;
            }

            _next = UnknownField.Skip(_encoded, _next, tag, depth: 0);
        }

        return false;
    }

    private void ReadLabelled(ReadOnlySpan<byte> value)
    {
        Label = default;
        Take(isInteger: false, BitConverter.DoubleToInt64Bits(double.NaN));
        HasValue = false;
        var position = 0;
        while (position < value.Length)
        {
            var tag = Wire.Tag(value, ref position);
            switch (tag)
            {
                case FieldTags.Labelled.Label:
                    var label = Wire.Delimited(value, position);
                    Label = label.Of(value);
                    position = label.End;
                    break;
                case FieldTags.Labelled.Integer:
                    Take(isInteger: true, (long)Wire.Varint(value, ref position));
                    break;
                case FieldTags.Labelled.Real:
                    Take(isInteger: false, Wire.Fixed64(value, ref position));
                    break;
                default:
                    position = UnknownField.Skip(value, position, tag, depth: 0);
                    break;
            }
        }
    }

    private void Take(bool isInteger, long raw)
    {
        IsInteger = isInteger;
        HasValue = true;
        Raw = raw;
    }

    private readonly record struct PackedList(bool IsInteger, int End);
}
