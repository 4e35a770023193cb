using System.Collections.Immutable;

namespace Tocsin.Engine.Deliveries;

/// <summary>
/// How many messages a receiver takes. Half of what a limit allows may go out at once, the rest evenly spaced, so that a burst neither waits
/// nor uses up the whole allowance: whatever comes later waits a little and is told together.
/// </summary>
public sealed record Pace(ImmutableArray<PaceLimit> Limits)
{
    /// <summary>The longest stretch that a limit may look back over; what was sent before doesn't matter.</summary>
    public const int LongestMs = 60_000;

    /// <summary>The most messages that a limit may count.</summary>
    public const int MostMessages = 100;

    public static Pace Unlimited { get; } = new([]);

    public bool IsUnlimited => Limits.IsEmpty;

    /// <summary>How many messages may go out now.</summary>
    /// <param name="sentMs">When the newest were sent, ascending; <see cref="MostMessages"/> of them are enough.</param>
    /// <param name="underway">Sent and not yet among them.</param>
    /// <param name="nowMs">The time.</param>
    public int Free(IReadOnlyCollection<long> sentMs, int underway, long nowMs)
    {
        var free = int.MaxValue;
        foreach (var limit in Limits)
        {
            var used = underway + sentMs.Count(sent => sent > nowMs - limit.PerMs);
            free = Math.Min(free, used < limit.Burst ? limit.Burst - used : underway == 0 && NextMs(limit, sentMs, nowMs) <= nowMs ? 1 : 0);
        }

        return free;
    }

    /// <summary>When a message may go out, if none is underway.</summary>
    public long NextMs(IReadOnlyCollection<long> sentMs, long nowMs) => Limits.IsEmpty ? nowMs : Limits.Max(limit => NextMs(limit, sentMs, nowMs));

    private static long NextMs(PaceLimit limit, IReadOnlyCollection<long> sentMs, long nowMs)
    {
        var recent = sentMs.Where(sent => sent > nowMs - limit.PerMs).ToList();
        if (recent.Count < limit.Burst)
        {
            return nowMs;
        }

        var spaced = recent.Count == 0 ? nowMs : recent[^1] + limit.GapMs;
        var room = recent.Count < limit.Messages ? nowMs : recent[^limit.Messages] + limit.PerMs;
        return Math.Max(nowMs, Math.Max(spaced, room));
    }
}
