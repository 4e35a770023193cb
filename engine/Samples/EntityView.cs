namespace Tocsin.Engine.Samples;

/// <summary>An entity as it stands in a record: spans over the record's bytes, valid as long as those are.</summary>
public ref struct EntityView
{
    private ReadOnlySpan<byte> _id0;
    private ReadOnlySpan<byte> _id1;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _attributes;
    private int _scope;
    private uint _hash;

    public int Scope { readonly get => _scope; init => _scope = value; }

    public ReadOnlySpan<byte> Id0 { readonly get => _id0; init => _id0 = value; }

    public ReadOnlySpan<byte> Id1 { readonly get => _id1; init => _id1 = value; }

    public ReadOnlySpan<byte> Name { readonly get => _name; init => _name = value; }

    /// <summary>The protobuf encoding of the entity's attribute fields, one after the other, tags included; keys in the record's order.</summary>
    public ReadOnlySpan<byte> Attributes { readonly get => _attributes; init => _attributes = value; }

    /// <summary>A hash of scope, id0 and id1, the same for equal identities; it says nothing about name and attributes.</summary>
    public uint Hash { readonly get => _hash; init => _hash = value; }

    internal void Fill(ReadOnlySpan<byte> record, in EntitySlot entity)
    {
        _id0 = entity.Id0.Of(record);
        _id1 = entity.Id1.Of(record);
        _name = entity.Name.Of(record);
        _attributes = entity.Attributes.Of(record);
        _scope = entity.Scope;
        _hash = entity.Hash;
    }
}
