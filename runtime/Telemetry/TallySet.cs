using System.Collections.Concurrent;

namespace Tocsin.Runtime.Telemetry;

/// <summary>A tally for each word of a small vocabulary, such as the reasons a sample is rejected for. A word is there once it was counted.</summary>
internal sealed class TallySet
{
    /// <summary>Words come from the code, never from data; should one ever come from data all the same, this is where it ends.</summary>
    private const int MaxWords = 64;
    private const string Rest = "other";
    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    /// <summary>In no particular order.</summary>
    public IEnumerable<KeyValuePair<string, long>> Values => _tallies.Select(tally => KeyValuePair.Create(tally.Key, tally.Value.Value));

    public void Add(string word, long amount = 1)
    {
        if (!_tallies.TryGetValue(word, out var tally))
        {
            tally = _tallies.GetOrAdd(_tallies.Count < MaxWords ? word : Rest, _ => new Tally());
        }

        tally.Add(amount);
    }
}
