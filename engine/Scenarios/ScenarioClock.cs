using System.Globalization;
using System.Text.RegularExpressions;

namespace Tocsin.Engine.Scenarios;

/// <summary>
/// The times of a scenario, all UTC, written as an offset from its start ("3m", "-90s"), as a time of the day ("10:05", "10:05:30": the
/// first such time from the start on) or whole ("2026-01-01T10:05:00Z").
/// </summary>
internal sealed partial class ScenarioClock(DateTimeOffset start)
{
    public const string Examples = "3m (after the start), 10:05:30 or 2026-01-01T10:05:00Z";
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] _timesOfDay = [@"h\:mm", @"h\:mm\:ss", @"h\:mm\:ss\.fff"];
    private static readonly string[] _instants = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Day];

    /// <summary>Midnight, so that offsets and times of the day look the same.</summary>
    public static ScenarioClock Default { get; } = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public long StartMs => start.ToUnixTimeMilliseconds();

    /// <summary>Null if the text isn't a time.</summary>
    public long? Read(string text) =>
        ReadDuration(text) is { } offset ? StartMs + offset
        : ReadTimeOfDay(text) is { } time ? FirstFromStart(time)
        : ReadInstant(text);

    /// <summary>Milliseconds; null if the text isn't a duration such as "3m", "1h30m", "500ms" or "-2m".</summary>
    public static long? ReadDuration(string text)
    {
        var match = DurationPattern().Match(text);
        if (!match.Success || text is "" or "-")
        {
            return null;
        }

        var ms = 0m;
        foreach (var (group, unitMs) in new[] { ("d", 86_400_000L), ("h", 3_600_000L), ("m", 60_000L), ("s", 1_000L), ("ms", 1L) })
        {
            ms += match.Groups[group].Success ? decimal.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) * unitMs : 0;
        }

        return match.Groups["minus"].Success ? -(long)ms : (long)ms;
    }

    /// <summary>The time of the day, with seconds where they aren't 0, and the date where it isn't that of the start.</summary>
    public string Tell(long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        var date = time.Date == start.Date ? "" : time.ToString(Day, CultureInfo.InvariantCulture) + " ";
        var format = timeMs % 60_000 == 0 ? "HH:mm" : timeMs % 1_000 == 0 ? "HH:mm:ss" : "HH:mm:ss.fff";
        return date + time.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The clock that starts then; a time of the day is one of the default start's day. Null if the text isn't a time.</summary>
    public static ScenarioClock? StartingAt(string text) =>
        ReadTimeOfDay(text) is { } time ? new(DateTimeOffset.FromUnixTimeMilliseconds(Default.StartMs) + time)
        : ReadInstant(text) is { } instant ? new(DateTimeOffset.FromUnixTimeMilliseconds(instant))
        : null;

    private long FirstFromStart(TimeSpan time)
    {
        var midnight = new DateTimeOffset(start.Date, TimeSpan.Zero);
        var first = midnight + time;
        return (first < start ? first.AddDays(1) : first).ToUnixTimeMilliseconds();
    }

    private static TimeSpan? ReadTimeOfDay(string text) =>
        TimeSpan.TryParseExact(text, _timesOfDay, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static long? ReadInstant(string text) =>
        DateTimeOffset.TryParseExact(text, _instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUnixTimeMilliseconds()
            : null;

    [GeneratedRegex(@"^(?<minus>-)?((?<d>\d{1,6})d)?((?<h>\d{1,6})h)?((?<m>\d{1,9})m(?!s))?((?<s>\d{1,9})s)?((?<ms>\d{1,12})ms)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DurationPattern();
}
