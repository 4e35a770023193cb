namespace Tocsin.Engine.Windows;

[Flags]
internal enum WindowFlags : byte
{
    None = 0,

    /// <summary>Stands in the list of windows that every check visits.</summary>
    Visited = 1,

    /// <summary>The condition was true at the last check.</summary>
    Condition = 2,

    /// <summary>A look at the end of its data is planned.</summary>
    Watched = 4,
}

/// <summary>The window of one rule and entity: 48 bytes that say which minutes matched. Links are numbers, -1 for none.</summary>
internal struct WindowState
{
    /// <summary>
    /// Of a narrow window: bit i stands for minute <see cref="Newest"/> - i. Of a wide one: the number of its bits in the rule's <see cref="WideBits"/>.
    /// </summary>
    public ulong Bits;

    /// <summary>The value of the newest bucket: the first that matched, else the first that was compared.</summary>
    public ObservedBits Latest;

    /// <summary>The newest minute that got a sample.</summary>
    public int Newest;

    /// <summary>Position of the rule in the plan.</summary>
    public int Rule;

    public int Entity;

    /// <summary>The next window of the same entity and metric, in the order of the rules.</summary>
    public int Next;

    /// <summary>The matching values in the rule's <see cref="ValueRings"/>.</summary>
    public int Values;

    /// <summary>Silence and episode.</summary>
    public int Cycle;

    public WindowFlags Flags;
}
