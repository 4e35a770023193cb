using System.Runtime.InteropServices;

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

/// <summary>One value in its smallest form, 12 bytes: the number, and which of several values or labels it was.</summary>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
internal struct ObservedBits
{
    private const uint WhichMask = 3;
    private const uint IntegerBit = 4;
    private const int IndexShift = 3;

    /// <summary>The integer, or the bits of the double.</summary>
    public long Raw;

    private uint _kind;

    public ObservedBits(long raw, bool isInteger, Which which)
    {
        Raw = raw;
        _kind = (uint)which | (isInteger ? IntegerBit : 0);
    }

    public readonly Which Which => (Which)(_kind & WhichMask);

    public readonly bool IsInteger => (_kind & IntegerBit) != 0;

    /// <summary>The position, or the number of the label in <see cref="LabelTable"/>. Neither comes near the limit of 2^29: a record is smaller.</summary>
    public int Index
    {
        readonly get => (int)(_kind >> IndexShift);
        set => _kind = (_kind & (WhichMask | IntegerBit)) | ((uint)value << IndexShift);
    }
}
