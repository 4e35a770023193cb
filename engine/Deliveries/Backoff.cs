namespace Tocsin.Engine.Deliveries;

/// <summary>How long to wait before the next attempt: twice as long each time up to a limit, half of it spread.</summary>
public sealed record Backoff
{
    public long FirstMs { get; init; } = 1_000;

    public long LongestMs { get; init; } = 300_000;

    /// <param name="id">The message's id, by which the spread is chosen.</param>
    /// <param name="attempt">How many attempts there were, at least 1.</param>
    /// <param name="askedMs">What the receiver asked for; 0 if it didn't. Longer than the own wait wins, within the limit of a day.</param>
    public long WaitMs(string id, int attempt, long askedMs)
    {
        const int dayMs = 86_400_000;
        const int mostDoublings = 30;
        var full = Math.Min(LongestMs, FirstMs << Math.Min(attempt - 1, mostDoublings));
        var own = (long)(full * (0.5 + (0.5 * DeliveryId.Spread(id, attempt))));
        return Math.Max(own, Math.Min(askedMs, dayMs));
    }
}
