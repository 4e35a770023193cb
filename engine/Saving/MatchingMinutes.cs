using System.Numerics;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>The matching minutes of a window that a check, or what is said outside of one, can still come across.</summary>
internal static class MatchingMinutes
{
    private const int WordBits = 64;

    /// <summary>The oldest minute that the window of the last check held, or that the window's bits reach back to.</summary>
    public static int First(in WindowState window, RulePlan plan, int nextCheck)
    {
        var reach = Reach(plan);
        return Math.Max(0, Math.Max(nextCheck - plan.Rule.PeriodMinutes, window.Newest - reach + 1));
    }

    /// <summary>The minutes up to the newest that a window can have a bit of.</summary>
    public static int Reach(RulePlan plan) => plan.Wide is null ? WordBits : plan.Span;

    /// <summary>Whether the value of a minute is kept: not of those that only what is said outside of a check counts.</summary>
    public static bool HasValue(in WindowState window, RulePlan plan, int minute, int nextCheck) =>
        window.Values >= 0 && minute > nextCheck - plan.Rule.PeriodMinutes && minute > window.Newest - plan.Span;

    public static int Count(in WindowState window, RulePlan plan, int first) =>
        first > window.Newest ? 0
        : plan.Wide is { } wide ? wide.Count((int)window.Bits, first, window.Newest)
        : BitOperations.PopCount(Narrow(window, first));

    /// <summary>The last matching minute from <paramref name="first"/> to <paramref name="last"/>; there must be one.</summary>
    public static int Last(in WindowState window, RulePlan plan, int first, int last) =>
        plan.Wide is { } wide
            ? wide.Last((int)window.Bits, first, last)
            : last - BitOperations.TrailingZeroCount(window.Bits >> (window.Newest - last));

    /// <summary>The bits from the newest minute, the lowest, back to the first.</summary>
    private static ulong Narrow(in WindowState window, int first) => window.Bits & (ulong.MaxValue >> (WordBits - 1 - (window.Newest - first)));
}
