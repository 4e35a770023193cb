using System.Globalization;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>Times of the week as people write them on one line: "sun 02:00-04:00", "mon-fri 22:00-06:00", "sat,sun".</summary>
internal static class WeeklyText
{
    public const string Expected = "days, a time or both, such as \"sun 02:00-04:00\", \"mon-fri 22:00-06:00\" or \"sat,sun\"";
    private const uint EveryDay = 0b1111111;
    private static readonly string[] _days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Null if it isn't one. A time that ends before it begins ends on the next day.</summary>
    public static WeeklyTime? Parse(string text, string zone)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (days, hours) = words switch
        {
            [var one] when char.IsAsciiDigit(one[0]) => ("", one),
            [var one] => (one, "00:00-24:00"),
            [var first, var second] => (first, second),
            _ => ("", ""),
        };
        return Days(days) is { } bits && Hours(hours) is var (from, to)
            ? new WeeklyTime { Days = bits, FromMinute = from, ToMinute = to % WeeklyTimes.MinutesPerDay, Zone = zone }
            : null;
    }

    public static string Of(WeeklyTime time)
    {
        var days = time.Days is 0 or EveryDay ? "" : $"{string.Join(",", _days.Where((_, day) => (time.Days & (1u << day)) != 0))} ";
        var to = time.ToMinute == 0 ? WeeklyTimes.MinutesPerDay : time.ToMinute;
        return $"{days}{Minute(time.FromMinute)}-{Minute(to)} {(time.Zone.Length == 0 ? "UTC" : time.Zone)}";
    }

    private static uint? Days(string text)
    {
        var bits = 0u;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = word.Split('-').Select(day => Array.IndexOf(_days, day.ToLowerInvariant())).ToList();
            if (ends.Count > 2 || ends.Contains(-1))
            {
                return null;
            }

            // From Friday to Monday goes over the end of the week.
            for (var day = ends[0]; ; day = (day + 1) % _days.Length)
            {
                bits |= 1u << day;
                if (day == ends[^1])
                {
                    break;
                }
            }
        }

        return bits;
    }

    private static (uint From, uint To)? Hours(string text) =>
        text.Split('-') is [var first, var second] && OfDay(first) is { } from && OfDay(second) is { } to && from != to && from < WeeklyTimes.MinutesPerDay
            ? (from, to)
            : null;

    private static uint? OfDay(string text) =>
        text.Split(':') is [{ Length: 2 } hours, { Length: 2 } minutes]
            && uint.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && uint.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && minute < 60 && (hour * 60) + minute <= WeeklyTimes.MinutesPerDay
            ? (hour * 60) + minute
            : null;

    private static string Minute(uint minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
