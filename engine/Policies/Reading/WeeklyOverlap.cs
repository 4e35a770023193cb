using System.Collections;
using NodaTime;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>
/// Whether two times of the week have a minute in common. In the same zone that is exact; different zones are compared as they are to each other in
/// the middle of January and of July.
/// </summary>
internal static class WeeklyOverlap
{
    private const int DaysPerWeek = 7;
    private const int MinutesPerWeek = DaysPerWeek * (int)WeeklyTimes.MinutesPerDay;
    private static readonly Instant[] _references = [Instant.FromUtc(2026, 1, 14, 12, 0), Instant.FromUtc(2026, 7, 15, 12, 0)];

    public static bool Is(WeeklyTime one, WeeklyTime other)
    {
        var local = Minutes(one);
        return one.Zone == other.Zone
            ? local.And(Minutes(other)).HasAnySet()
            : _references.Any(reference => Minutes(one, Offset(one, reference)).And(Minutes(other, Offset(other, reference))).HasAnySet());
    }

    /// <summary>The minutes of the week from Monday on, so much earlier.</summary>
    private static BitArray Minutes(WeeklyTime time, int offset = 0)
    {
        var minutes = new BitArray(MinutesPerWeek);
        for (var day = 0; day < DaysPerWeek; day++)
        {
            if (time.Days != 0 && (time.Days & (1u << day)) == 0)
            {
                continue;
            }

            var begin = (day * (int)WeeklyTimes.MinutesPerDay) + (int)time.FromMinute;
            var length = time.ToMinute > time.FromMinute ? time.ToMinute - time.FromMinute : WeeklyTimes.MinutesPerDay - time.FromMinute + time.ToMinute;
            for (var minute = 0; minute < length; minute++)
            {
                minutes[(begin + minute - offset + MinutesPerWeek) % MinutesPerWeek] = true;
            }
        }

        return minutes;
    }

    private static int Offset(WeeklyTime time, Instant at) =>
        (time.Zone.Length == 0 ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[time.Zone]).GetUtcOffset(at).Seconds / 60;
}
