namespace Tocsin.Engine.Samples;

/// <summary>An entity as it stands in a record: spans over the record's bytes, valid as long as those are.</summary>
public readonly ref struct EntityView
{
    public int Scope { get; init; }

    public ReadOnlySpan<byte> Id0 { get; init; }

    public ReadOnlySpan<byte> Id1 { get; init; }

    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The protobuf encoding of the entity's attribute fields, one after the other, tags included; keys in the record's order.</summary>
    public ReadOnlySpan<byte> Attributes { get; init; }

    /// <summary>A hash of scope, id0 and id1, the same for equal identities; it says nothing about name and attributes.</summary>
    public uint Hash { get; init; }
}
