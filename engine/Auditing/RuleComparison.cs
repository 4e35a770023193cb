using System.Collections.Immutable;

namespace Tocsin.Engine.Auditing;

/// <summary>
/// Compares what two rule sets raise over the same records. An alarm is the same if rule, entity, state and time are; of what is left, the nearest two of a
/// rule, entity and state have moved if there isn't too much time between them.
/// </summary>
public static class RuleComparison
{
    private const long MsPerMinute = 60_000;

    /// <summary>Further apart than this they are two different alarms.</summary>
    public const int MaxMovedMinutes = 30;

    /// <returns>How many are the same, and the changes in the order of time.</returns>
    public static (long Same, ImmutableArray<AlarmChange> Changes) Between(IEnumerable<RaisedAlarm> old, IEnumerable<RaisedAlarm> next)
    {
        var same = 0L;
        var changes = new List<AlarmChange>();
        var before = old.ToLookup(alarm => alarm.Subject);
        var after = next.ToLookup(alarm => alarm.Subject);
        foreach (var subject in before.Select(group => group.Key).Union(after.Select(group => group.Key)))
        {
            same += Compare([.. before[subject]], [.. after[subject]], changes);
        }

        return (same, [.. changes.OrderBy(change => change.TimeMs).ThenBy(change => change.Alarm.Rule, StringComparer.Ordinal).ThenBy(change => change.Alarm.Name, StringComparer.Ordinal)]);
    }

    private static int Compare(List<RaisedAlarm> old, List<RaisedAlarm> next, List<AlarmChange> changes)
    {
        var times = next.Select(alarm => alarm.TimeMs).ToHashSet();
        var removed = new LinkedList<RaisedAlarm>(old.Where(alarm => !times.Remove(alarm.TimeMs)).OrderBy(alarm => alarm.TimeMs));
        var same = old.Count - removed.Count;
        foreach (var added in next.Where(alarm => times.Remove(alarm.TimeMs)).OrderBy(alarm => alarm.TimeMs))
        {
            var nearest = removed.MinBy(alarm => Math.Abs(alarm.TimeMs - added.TimeMs));
            if (nearest is not null && Math.Abs(nearest.TimeMs - added.TimeMs) <= MaxMovedMinutes * MsPerMinute)
            {
                removed.Remove(nearest);
                changes.Add(new(added, nearest.TimeMs, added.TimeMs));
            }
            else
            {
                changes.Add(new(added, null, added.TimeMs));
            }
        }

        changes.AddRange(removed.Select(alarm => new AlarmChange(alarm, alarm.TimeMs, null)));
        return same;
    }
}
