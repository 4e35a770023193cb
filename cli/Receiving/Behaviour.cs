using System.Globalization;

namespace Tocsin.Cli.Receiving;

/// <summary>Whether the receiver behaves, as it was told last. May be used from several threads.</summary>
internal sealed class Behaviour(TimeProvider time)
{
    private const int DefaultSeconds = 20;
    private volatile Misbehaviour? _last;

    /// <summary>Null while it behaves.</summary>
    public Misbehaviour? Now => _last is { } last && time.GetUtcNow() < last.Until ? last : null;

    /// <summary>Takes the values of a query, null where they aren't given. Returns what is wrong with them, null if nothing is.</summary>
    /// <param name="status">200 to 599; 200 and no delay: behaves again.</param>
    /// <param name="seconds">For how long, 20 if not given.</param>
    /// <param name="delayMs">How long to wait with the answer.</param>
    public string? Set(string? status, string? seconds, string? delayMs)
    {
        if (Number(status, 200, 200, 599) is not { } code)
        {
            return $"status={status} isn't between 200 and 599";
        }

        if (Number(seconds, DefaultSeconds, 0, Misbehaviour.MostSeconds) is not { } duration)
        {
            return $"for={seconds} isn't between 0 and {Misbehaviour.MostSeconds} (seconds)";
        }

        if (Number(delayMs, 0, 0, Misbehaviour.MostDelayMs) is not { } delay)
        {
            return $"delay={delayMs} isn't between 0 and {Misbehaviour.MostDelayMs} (milliseconds)";
        }

        _last = code == 200 && delay == 0 ? null : new Misbehaviour(code, TimeSpan.FromMilliseconds(delay), time.GetUtcNow().AddSeconds(duration));
        return null;
    }

    private static int? Number(string? text, int otherwise, int least, int most) =>
        string.IsNullOrEmpty(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : null;
}
