namespace Tocsin.Engine.Convergence;

/// <summary>Something a partition remembers: it has a number, may have one deadline, and is a record of the changelog.</summary>
internal abstract class Tracked
{
    /// <summary>Counted up in the partition; nothing else has the same.</summary>
    public long Number { get; internal init; }

    /// <summary>Which of two came first: its number, of a group the one it got when it was created.</summary>
    public long Order { get => field == 0 ? Number : field; internal set; }

    public long DueMs { get; internal set; }

    public DueRank Rank { get; internal set; }

    /// <summary>Where it stands among the deadlines; -1 if it has none.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>Where it stands among what differs from the changelog; -1 if it doesn't differ.</summary>
    internal int DirtyPlace { get; set; } = -1;

    /// <summary>The changelog knows it.</summary>
    internal bool IsSaved { get; set; }

    internal bool IsForgotten { get; set; }

    internal bool HasDeadline => Place >= 0;

    internal abstract byte[] Key();

    internal abstract byte[] Encode();
}
