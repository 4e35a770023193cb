using System.Numerics;

namespace Tocsin.Engine.Windows;

/// <summary>What can be done with the matching minutes of a window, narrow or wide.</summary>
internal static class WindowOps
{
    private const int WordBits = 64;

    /// <summary>Moves the newest minute forward; the minutes between are gaps.</summary>
    public static void Advance(ref WindowState window, RulePlan plan, int minute)
    {
        if (plan.Wide is { } wide)
        {
            wide.Advance((int)window.Bits, window.Newest, minute);
        }
        else
        {
            var shift = minute - window.Newest;
            window.Bits = shift < WordBits ? window.Bits << shift : 0;
        }

        window.Newest = minute;
    }

    /// <summary>Says whether a minute matches, which must not be after the newest.</summary>
    public static void Set(ref WindowState window, RulePlan plan, int minute, bool matches)
    {
        if (plan.Wide is { } wide)
        {
            wide.Set((int)window.Bits, minute, matches);
            return;
        }

        var bit = 1UL << (window.Newest - minute);
        window.Bits = matches ? window.Bits | bit : window.Bits & ~bit;
    }

    /// <summary>Matching minutes of the window that ends at a minute.</summary>
    public static int Matched(in WindowState window, RulePlan plan, int endMinute) =>
        plan.Wide is { } wide
            ? wide.Count((int)window.Bits, First(window, plan, endMinute), Math.Min(endMinute, window.Newest))
            : BitOperations.PopCount(Narrow(window, plan, endMinute));

    /// <summary>The newest matching minute of the window that ends at a minute; there must be one.</summary>
    public static int NewestMatch(in WindowState window, RulePlan plan, int endMinute) =>
        plan.Wide is { } wide
            ? wide.Last((int)window.Bits, First(window, plan, endMinute), Math.Min(endMinute, window.Newest))
            : endMinute - BitOperations.TrailingZeroCount(Narrow(window, plan, endMinute));

    /// <summary>Whether a window that ends after a minute can still see a match.</summary>
    public static bool MatchesAfter(in WindowState window, RulePlan plan, int endMinute)
    {
        if (plan.Wide is { } wide)
        {
            return wide.Count((int)window.Bits, First(window, plan, endMinute + 1), window.Newest) > 0;
        }

        var reach = window.Newest - endMinute - 1 + plan.Rule.PeriodMinutes;
        return reach > 0 && (reach >= WordBits ? window.Bits : window.Bits & ((1UL << reach) - 1)) != 0;
    }

    /// <summary>The first minute a window can have a bit of: those before may hold what was there one ring ago, and none is before 1970.</summary>
    private static int First(in WindowState window, RulePlan plan, int endMinute) =>
        Math.Max(0, Math.Max(endMinute - plan.Rule.PeriodMinutes + 1, window.Newest - plan.Span + 1));

    /// <summary>The window as a word whose lowest bit is its last minute.</summary>
    private static ulong Narrow(in WindowState window, RulePlan plan, int endMinute)
    {
        var ahead = window.Newest - endMinute;
        var bits = ahead switch
        {
            >= WordBits or <= -WordBits => 0UL,
            >= 0 => window.Bits >> ahead,
            _ => window.Bits << -ahead,
        };
        return bits & plan.PeriodMask;
    }
}
