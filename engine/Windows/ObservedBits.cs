namespace Tocsin.Engine.Windows;

/// <summary>Which of the values of a sample an observation is.</summary>
internal enum Which : byte
{
    /// <summary>There is no observation.</summary>
    Nothing,
    TheOnly,
    Position,
    Label,
}

/// <summary>One value in its smallest form: the number, and which of several values or labels it was.</summary>
internal struct ObservedBits
{
    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw;

    /// <summary>The position, or the number of the label in <see cref="LabelTable"/>.</summary>
    public int Index;

    public Which Which;

    public bool IsInteger;
}
