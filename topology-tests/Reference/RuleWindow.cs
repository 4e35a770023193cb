using System.Collections.Immutable;

namespace Tocsin.TopologyTests.Reference;

/// <summary>Everything one rule ever took of one entity, minute by minute.</summary>
internal sealed class RuleWindow(Who who)
{
    /// <summary>By minute the readings that have a threshold, in the sample's order; empty where a sample had none.</summary>
    private readonly SortedDictionary<int, ImmutableArray<Compared>> _minutes = [];

    public Who Who { get; } = who;

    public Tale Tale { get; } = new();

    /// <summary>The newest minute that ever got a sample.</summary>
    public int NewestMinute { get; private set; } = int.MinValue;

    /// <summary>NO_DATA was said, and no check has found data since.</summary>
    public bool NoDataTold { get; set; }

    public bool HasMinute(int minute) => _minutes.ContainsKey(minute);

    public void Take(int minute, ImmutableArray<Compared> readings)
    {
        _minutes[minute] = readings;
        NewestMinute = Math.Max(NewestMinute, minute);
    }

    /// <summary>Of the newest minute the first match, else the first value compared.</summary>
    public Compared? Newest =>
        _minutes.Count == 0 ? null : _minutes[NewestMinute].OrderBy(reading => reading.Matches ? 0 : 1).FirstOrDefault();

    public int Matched(int from, int to) => Within(from, to).Count(readings => readings.Any(reading => reading.Matches));

    /// <summary>The first match of the newest matching minute.</summary>
    public Compared? NewestMatch(int from, int to, bool oldest = false)
    {
        var matches = Within(from, to).Select(readings => readings.FirstOrDefault(reading => reading.Matches)).OfType<Compared>();
        return oldest ? matches.FirstOrDefault() : matches.LastOrDefault();
    }

    private IEnumerable<ImmutableArray<Compared>> Within(int from, int to) =>
        _minutes.Where(entry => entry.Key >= from && entry.Key <= to).Select(entry => entry.Value);
}
