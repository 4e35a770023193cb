using System.Collections.Concurrent;
using NodaTime;
using Tocsin.V1;

namespace Tocsin.Engine.Times;

/// <summary>Says whether a moment is within times of the week. Time zones are those of the database that comes with the program, the same on every machine.</summary>
public static class WeeklyTimes
{
    public const uint MinutesPerDay = 1_440;
    private const int Days = 7;
    private static readonly ConcurrentDictionary<string, DateTimeZone> _zones = new(StringComparer.Ordinal);

    /// <summary>Whether the zone's name is known; the empty one is UTC.</summary>
    public static bool IsZone(string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.Length == 0 || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;
    }

    /// <summary>True if one of the times contains the moment.</summary>
    public static bool Contain(IEnumerable<WeeklyTime> times, long timeMs)
    {
        ArgumentNullException.ThrowIfNull(times);
        return times.Any(time => Contains(time, timeMs));
    }

    /// <summary>By the wall clock of the zone: on days when clocks change, times that don't exist are never met and those that come twice are met twice.</summary>
    public static bool Contains(WeeklyTime time, long timeMs)
    {
        ArgumentNullException.ThrowIfNull(time);
        var local = Instant.FromUnixTimeMilliseconds(timeMs).InZone(Zone(time.Zone)).LocalDateTime;
        var day = (int)local.DayOfWeek - 1;
        var minute = (uint)((local.Hour * 60) + local.Minute);
        if (time is { FromMinute: 0, ToMinute: 0 })
        {
            return Has(time, day);
        }

        return time.FromMinute < time.ToMinute
            ? Has(time, day) && minute >= time.FromMinute && minute < time.ToMinute
            : (Has(time, day) && minute >= time.FromMinute) || (Has(time, (day + Days - 1) % Days) && minute < time.ToMinute);
    }

    private static bool Has(WeeklyTime time, int day) => time.Days == 0 || (time.Days & (1u << day)) != 0;

    /// <summary>A zone that this program's database doesn't know counts as UTC; whoever reads settings refuses it.</summary>
    private static DateTimeZone Zone(string name) => name.Length == 0 ? DateTimeZone.Utc : _zones.GetOrAdd(name, static name => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? DateTimeZone.Utc);
}
