using System.Text;

namespace Tocsin.TopologyTests.Reference;

/// <summary>The identity of an entity, ordered by scope, then by the bytes of id0 and id1.</summary>
internal sealed record Who(int Scope, string Id0, string Id1) : IComparable<Who>
{
    private readonly byte[] _id0 = Encoding.UTF8.GetBytes(Id0);
    private readonly byte[] _id1 = Encoding.UTF8.GetBytes(Id1);

    public bool Equals(Who? other) => other is not null && Scope == other.Scope && Id0 == other.Id0 && Id1 == other.Id1;

    public override int GetHashCode() => HashCode.Combine(Scope, Id0, Id1);

    public int CompareTo(Who? other) =>
        other is null ? 1
        : Scope != other.Scope ? Scope.CompareTo(other.Scope)
        : _id0.AsSpan().SequenceCompareTo(other._id0) is var first and not 0 ? first
        : _id1.AsSpan().SequenceCompareTo(other._id1);

    public override string ToString() => Id1.Length == 0 ? $"{Scope}:{Id0}" : $"{Scope}:{Id0}>{Id1}";
}
