namespace Tocsin.Engine.Samples;

/// <summary>
/// Why bytes aren't a protobuf message. Every reading method takes a position and moves it; a fault is told by a position
/// below zero, which all of them pass on untouched, so that a message needs one check per field.
/// </summary>
internal static class WireFault
{
    public const int Truncated = -1;
    public const int LongVarint = -2;
    public const int FieldZero = -3;
    public const int WireType = -4;
    public const int NegativeLength = -5;
    public const int UnmatchedGroup = -6;
    public const int TooDeep = -7;

    public static string Describe(int fault) => fault switch
    {
        Truncated => "truncated",
        LongVarint => "a varint of more than 10 bytes",
        FieldZero => "field number 0",
        WireType => "an unknown wire type",
        NegativeLength => "a negative length",
        UnmatchedGroup => "the end of a group that was not begun",
        TooDeep => "more than 100 levels of nesting",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "not a fault"),
    };
}
