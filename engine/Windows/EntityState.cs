using System.Text;

namespace Tocsin.Engine.Windows;

/// <summary>What is kept of an entity. Links are numbers, -1 for none.</summary>
internal struct EntityState
{
    /// <summary>Where id0, id1, name and the encoded attributes stand, one after the other; null for a number that isn't in use.</summary>
    public byte[]? Chunk;

    public int Start;

    public int Id0Length;

    public int Id1Length;

    public int NameLength;

    public int AttributesLength;

    public int Scope;

    public uint Hash;

    /// <summary>The first minute not yet checked when the last sample came, whatever became of that sample.</summary>
    public int LastSeen;

    /// <summary>The first of the metrics this entity has sent and rules ask for. It stands here, as most entities have no other.</summary>
    public SeriesState FirstSeries;

    /// <summary>The composite rules with a state for this entity.</summary>
    public int FirstComposite;

    public readonly int Length => Id0Length + Id1Length + NameLength + AttributesLength;

    /// <summary>id0, id1, name and attributes.</summary>
    public readonly ReadOnlySpan<byte> Text => Chunk.AsSpan(Start, Length);

    public readonly ReadOnlySpan<byte> Id0 => Chunk.AsSpan(Start, Id0Length);

    public readonly ReadOnlySpan<byte> Id1 => Chunk.AsSpan(Start + Id0Length, Id1Length);

    public readonly ReadOnlySpan<byte> Name => Chunk.AsSpan(Start + Id0Length + Id1Length, NameLength);

    public readonly ReadOnlySpan<byte> Attributes => Chunk.AsSpan(Start + Id0Length + Id1Length + NameLength, AttributesLength);

    /// <summary>The name, or what stands for it: id0, for a relation both ids.</summary>
    public readonly string ShownName()
    {
        if (NameLength > 0)
        {
            return Encoding.UTF8.GetString(Name);
        }

        var id0 = Encoding.UTF8.GetString(Id0);
        return Id1Length > 0 ? $"{id0} to {Encoding.UTF8.GetString(Id1)}" : id0;
    }

    /// <summary>Orders by scope, id0 and id1, the ids by their bytes.</summary>
    public static int Compare(in EntityState left, in EntityState right)
    {
        var order = left.Scope.CompareTo(right.Scope);
        order = order != 0 ? order : left.Id0.SequenceCompareTo(right.Id0);
        return order != 0 ? order : left.Id1.SequenceCompareTo(right.Id1);
    }
}
