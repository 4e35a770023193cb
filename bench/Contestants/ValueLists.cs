using Tocsin.Benchmarks.Loads;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The naive reference: for each rule and entity the list of values of every minute, counted anew at every check.</summary>
internal sealed class ValueLists(int rules) : ISimpleWindows
{
    private readonly Dictionary<(int Rule, string Entity), SortedDictionary<int, List<long>>> _windows = [];

    public long Fired { get; private set; }

    public void Take(Sample sample, int minute)
    {
        for (var rule = 0; rule < rules; rule++)
        {
            if (!_windows.TryGetValue((rule, sample.Entity.Id0), out var minutes))
            {
                _windows.Add((rule, sample.Entity.Id0), minutes = []);
            }

            if (!minutes.TryGetValue(minute, out var values))
            {
                minutes.Add(minute, values = []);
            }

            values.Add(sample.Integer);
        }
    }

    public void Check(int minute)
    {
        foreach (var ((rule, _), minutes) in _windows)
        {
            minutes.Remove(minute - RuleSets.PeriodMinutes);
            Fired += minutes.Values.Count(values => values[^1] > RuleSets.Threshold(rule)) >= RuleSets.Count ? 1 : 0;
        }
    }
}
