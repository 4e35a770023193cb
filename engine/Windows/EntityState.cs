using System.Text;

namespace Tocsin.Engine.Windows;

/// <summary>What is kept of an entity. Links are numbers, -1 for none.</summary>
internal struct EntityState
{
    /// <summary>id0, id1, name and the encoded attributes, one after the other; null for a number that isn't in use.</summary>
    public byte[]? Bytes;

    public int Id0Length;

    public int Id1Length;

    public int NameLength;

    public int Scope;

    public uint Hash;

    /// <summary>The first minute not yet checked when the last sample came, whatever became of that sample.</summary>
    public int LastSeen;

    /// <summary>The metrics this entity has sent and rules ask for.</summary>
    public int FirstSeries;

    /// <summary>The composite rules with a state for this entity.</summary>
    public int FirstComposite;

    public readonly ReadOnlySpan<byte> Id0 => Bytes.AsSpan(0, Id0Length);

    public readonly ReadOnlySpan<byte> Id1 => Bytes.AsSpan(Id0Length, Id1Length);

    public readonly ReadOnlySpan<byte> Name => Bytes.AsSpan(Id0Length + Id1Length, NameLength);

    public readonly ReadOnlySpan<byte> Attributes => Bytes.AsSpan(Id0Length + Id1Length + NameLength);

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

/// <summary>The windows of one entity for one metric.</summary>
internal struct SeriesState
{
    /// <summary>Position of the metric in the plan.</summary>
    public int Metric;

    public int FirstWindow;

    /// <summary>The next metric of the same entity.</summary>
    public int Next;
}
