namespace Tocsin.Runtime.Ranges;

/// <summary>Records of a partition from an offset, inclusive, to another, exclusive.</summary>
public readonly record struct RecordRange(long From, long To)
{
    public bool IsEmpty => From >= To;

    /// <summary>How many offsets it has; records may be fewer.</summary>
    public long Length => IsEmpty ? 0 : To - From;

    public override string ToString() => $"{From} to {To}";
}
