namespace Tocsin.Engine.Windows;

/// <summary>Minutes are counted from 1970 in UTC. Minute M covers the milliseconds from M * 60 000, inclusive, to (M + 1) * 60 000, exclusive.</summary>
internal static class Minutes
{
    public const int MsPerMinute = 60_000;

    /// <summary>The last minute whose number can be computed with safely; it is in the year 5 000 and some.</summary>
    public const int Last = int.MaxValue - 200_000;

    /// <summary>Times after this are in no minute that can be computed with safely.</summary>
    public const long MaxTimeMs = (long)Last * MsPerMinute;

    public static int Of(long timeMs) => (int)long.Clamp(Math.DivRem(timeMs, MsPerMinute).Quotient - (timeMs % MsPerMinute < 0 ? 1 : 0), 0, Last);

    public static long StartMs(int minute) => (long)minute * MsPerMinute;

    public static long EndMs(int minute) => (minute + 1L) * MsPerMinute;
}
