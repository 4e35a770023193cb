using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads times of the week: days, from when to when, and the zone.</summary>
internal static class WeeklyTimesReader
{
    private static readonly string[] _keys = ["days", "from", "to", "zone"];
    private static readonly string[] _days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static ImmutableArray<WeeklyTime> Read(Section owner, string key)
    {
        var sections = SectionList.Open(owner, key, "a mapping of days, from, to and zone", _keys);
        if (owner.Find(key) is YamlSequence { Items.IsEmpty: true })
        {
            owner.Problems.Error(owner.At(key), "missing-key", $"'{key}' needs at least one time; without the key it is always");
        }

        if (sections.Length > ActionLimits.Hours)
        {
            owner.Problems.Error(owner.At(key), "too-many", $"'{key}' has {sections.Length} times, at most {ActionLimits.Hours}");
            return [];
        }

        var times = ImmutableArray.CreateBuilder<WeeklyTime>();
        foreach (var section in sections)
        {
            if (One(section) is not { } time)
            {
                continue;
            }

            if (times.FirstOrDefault(other => WeeklyOverlap.Is(other, time)) is { } other)
            {
                section.Problems.Error(Start(section), "overlapping-times", $"this overlaps with {Text(other)} of the same list");
            }

            times.Add(time);
        }

        return times.ToImmutable();
    }

    /// <summary>Null after an error.</summary>
    private static WeeklyTime? One(Section section)
    {
        var errors = section.Problems.Errors;
        if (!section.Has("days") && !section.Has("from") && !section.Has("to"))
        {
            section.Problems.Error(Start(section), "missing-key", "a time needs 'days', 'from' or 'to'");
        }

        var from = TimeOfDay(section, "from") ?? 0;
        var to = TimeOfDay(section, "to") ?? WeeklyTimes.MinutesPerDay;
        if (from == to || from == WeeklyTimes.MinutesPerDay)
        {
            section.Problems.Error(section.At("from"), "bad-time", "a time begins before 24:00 and doesn't end when it begins; a whole day is one without 'from' and 'to'");
        }

        var zone = section.Scalar("zone");
        if (zone is not null && !WeeklyTimes.IsZone(zone.Text))
        {
            section.Problems.Error(zone, "unknown-zone", $"there is no time zone '{zone.Text}'; zones are called as in Europe/Berlin or UTC");
        }

        var time = new WeeklyTime { Days = Days(section), FromMinute = from, ToMinute = to % WeeklyTimes.MinutesPerDay, Zone = zone?.Text ?? "" };
        return section.Problems.Errors == errors ? time : null;
    }

    /// <summary>Minutes of the day; null if it isn't there, or is in error.</summary>
    private static uint? TimeOfDay(Section section, string key)
    {
        if (section.Scalar(key) is not { } scalar)
        {
            return null;
        }

        var parts = scalar.Text.Split(':');
        if (parts.Length == 2 && parts.All(part => part.Length == 2)
            && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && minute < 60 && (hour * 60) + minute <= WeeklyTimes.MinutesPerDay)
        {
            return (hour * 60) + minute;
        }

        section.Problems.Error(scalar, "bad-time", $"'{key}' is a time of the day from 00:00 to 24:00, such as 09:30, not '{scalar.Text}'");
        return null;
    }

    private static uint Days(Section section)
    {
        var days = 0u;
        foreach (var word in section.Texts("days"))
        {
            var ends = word.Text.Split('-').Select(day => Array.IndexOf(_days, day)).ToList();
            if (ends.Count > 2 || ends.Contains(-1))
            {
                section.Problems.Error(word, "unknown-value", $"'days' are of {string.Join(", ", _days)} or from one to another, such as mon-fri, not '{word.Text}'");
                continue;
            }

            // From Friday to Monday goes over the end of the week.
            for (var day = ends[0]; ; day = (day + 1) % _days.Length)
            {
                days |= 1u << day;
                if (day == ends[^1])
                {
                    break;
                }
            }
        }

        if (section.Find("days") is YamlSequence { Items.IsEmpty: true })
        {
            section.Problems.Error(section.At("days"), "missing-key", "'days' needs at least one day; without the key it is every day");
        }

        return days;
    }

    /// <summary>Every entry has at least one key unless it is empty; then it points to where it stands.</summary>
    private static YamlNode Start(Section section) => section.Entries.IsEmpty ? section.At("") : section.Entries[0].Key;

    private static string Text(WeeklyTime time)
    {
        var days = time.Days == 0 ? "every day" : string.Join(", ", _days.Where((_, day) => (time.Days & (1u << day)) != 0));
        var to = time.ToMinute == 0 ? WeeklyTimes.MinutesPerDay : time.ToMinute;
        return $"{days} {Text(time.FromMinute)} to {Text(to)} {(time.Zone.Length == 0 ? "UTC" : time.Zone)}";
    }

    private static string Text(uint minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
