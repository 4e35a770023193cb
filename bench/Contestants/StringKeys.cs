using System.Globalization;
using Tocsin.Benchmarks.Loads;
using Tocsin.V1;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>The usual way: a window object in a dictionary under a string made of the rule and the entity.</summary>
internal sealed class StringKeys(int rules) : ISimpleWindows
{
    private readonly Dictionary<string, Window> _windows = [];
    private readonly string[] _names = [.. Enumerable.Range(0, rules).Select(rule => rule.ToString(CultureInfo.InvariantCulture) + "/")];

    public long Fired { get; private set; }

    public void Take(Sample sample, int minute)
    {
        for (var rule = 0; rule < _names.Length; rule++)
        {
            var key = _names[rule] + sample.Entity.Id0;
            if (!_windows.TryGetValue(key, out var window))
            {
                _windows.Add(key, window = new Window());
            }

            window.Matches[minute % RuleSets.PeriodMinutes] = sample.Integer > RuleSets.Threshold(rule);
        }
    }

    public void Check(int minute)
    {
        foreach (var window in _windows.Values)
        {
            Fired += window.Matches.Count(matches => matches) >= RuleSets.Count ? 1 : 0;
            window.Matches[(minute + 1) % RuleSets.PeriodMinutes] = false;
        }
    }

    private sealed class Window
    {
        public bool[] Matches { get; } = new bool[RuleSets.PeriodMinutes];
    }
}
