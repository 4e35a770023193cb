using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>The records of a test as its steps add them, and the clock that the steps move.</summary>
internal sealed class Timeline(ScenarioClock clock)
{
    private const int MaxRecords = 1_000_000;
    private const long MaxSpanMs = 366L * 86_400_000;
    private readonly List<ScenarioRecord> _records = [];

    public ScenarioClock Clock => clock;

    public long NowMs { get; private set; } = clock.StartMs;

    /// <summary>In the order of arrival; records of the same time in the order they were added.</summary>
    public ImmutableArray<ScenarioRecord> Records => [.. _records.OrderBy(record => record.TimestampMs)];

    /// <summary>Null, or why the clock can't go there.</summary>
    public string? MoveTo(long timeMs)
    {
        if (timeMs < NowMs)
        {
            return $"the clock stands at {clock.Tell(NowMs)} already and can't go back to {clock.Tell(timeMs)}; steps stand in the order of time";
        }

        if (timeMs - clock.StartMs > MaxSpanMs)
        {
            return "a test covers 366 days at most";
        }

        NowMs = timeMs;
        return Add(timeMs, new() { Tick = new() { TimeMs = timeMs } });
    }

    /// <summary>Null, or why there is no room for it.</summary>
    public string? Add(long timeMs, MetricRecord record)
    {
        if (_records.Count == MaxRecords)
        {
            return $"a test has {MaxRecords} samples and steps at most";
        }

        _records.Add(new(timeMs, record));
        return null;
    }
}
