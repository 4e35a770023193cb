using System.CommandLine;
using System.Globalization;

namespace Tocsin.Cli;

/// <summary>An option for a moment: a time in UTC, or so long ago.</summary>
internal static class TimeOption
{
    private const long MsPerDay = 86_400_000;

    public static Option<long?> Create(string name, string description, TimeProvider time) => new(name)
    {
        Description = $"{description}: so long ago (90s, 15m, 2h, 3d) or a time in UTC (2026-01-31, 2026-01-31T12:00)",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parse(text, time.GetUtcNow().ToUnixTimeMilliseconds()) is { } timeMs)
            {
                return timeMs;
            }

            result.AddError($"'{text}' is neither a duration such as 15m nor a time such as 2026-01-31T12:00");
            return null;
        },
    };

    /// <summary>Null if it is neither.</summary>
    public static long? Parse(string text, long nowMs) => DurationMs(text) is { } agoMs ? Math.Max(0, nowMs - agoMs) : MomentMs(text);

    /// <summary>A time, in UTC unless it says otherwise; null if it isn't one.</summary>
    public static long? MomentMs(string text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text.Contains('-', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) ? time.ToUnixTimeMilliseconds() : null;
    }

    /// <summary>A number with its unit, such as 15m; null if it isn't one.</summary>
    public static long? DurationMs(string text)
    {
        long? unitMs = text.Length < 2 ? null : text[^1] switch
        {
            's' => 1_000,
            'm' => 60_000,
            'h' => 3_600_000,
            'd' => MsPerDay,
            _ => null,
        };
        return unitMs is not null && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * unitMs : null;
    }
}
