using System.Collections.Concurrent;

namespace Tocsin.Runtime.Telemetry;

/// <summary>Tallies of decisions by status, and in each by reason.</summary>
internal sealed class DecisionTallies
{
    private readonly ConcurrentDictionary<string, TallySet> _tallies = new(StringComparer.Ordinal);

    /// <summary>In no particular order.</summary>
    public IEnumerable<(string Status, string Reason, long Value)> Values =>
        from of in _tallies
        from tally in of.Value.Values
        select (of.Key, tally.Key, tally.Value);

    public TallySet Of(string status) => _tallies.GetOrAdd(status, static _ => new TallySet());
}
