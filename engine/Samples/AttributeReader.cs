using System.Text;

namespace Tocsin.Engine.Samples;

/// <summary>
/// Walks the attributes of an entity in the record's order. A key may come more than once, and then the last value is the one that counts:
/// <see cref="TryFind"/> and <see cref="CopyTo"/> see to that.
/// </summary>
public ref struct AttributeReader(in EntityView entity)
{
    private readonly ReadOnlySpan<byte> _attributes = entity.Attributes;
    private int _next;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public static bool TryFind(in EntityView entity, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var found = false;
        var attributes = new AttributeReader(entity);
        while (attributes.MoveNext())
        {
            if (attributes.Key.SequenceEqual(key))
            {
                value = attributes.Value;
                found = true;
            }
        }

        return found;
    }

    public static void CopyTo(in EntityView entity, IDictionary<string, string> destination)
    {
        var attributes = new AttributeReader(entity);
        while (attributes.MoveNext())
        {
            destination[Encoding.UTF8.GetString(attributes.Key)] = Encoding.UTF8.GetString(attributes.Value);
        }
    }

    public bool MoveNext()
    {
        if (_next >= _attributes.Length)
        {
            return false;
        }

        // Nothing but attribute fields is in here.
        Wire.Tag(_attributes, ref _next);
        var entry = Wire.Delimited(_attributes, _next);
        _next = entry.End;
        ReadEntry(entry.Of(_attributes));
        return true;
    }

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        Key = default;
        Value = default;
        var position = 0;
        while (position < entry.Length)
        {
            var tag = Wire.Tag(entry, ref position);
            switch (tag)
            {
                case FieldTags.Entity.AttributeKey:
                    var key = Wire.Delimited(entry, position);
                    Key = key.Of(entry);
                    position = key.End;
                    break;
                case FieldTags.Entity.AttributeValue:
                    var text = Wire.Delimited(entry, position);
                    Value = text.Of(entry);
                    position = text.End;
                    break;
                default:
                    position = UnknownField.SkipInMapEntry(entry, position, tag, depth: 0);
                    break;
            }
        }
    }
}
