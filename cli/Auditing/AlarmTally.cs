using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Cli.Auditing;

/// <summary>Counts the alarms of a rule and entity, and remembers the first and the last.</summary>
internal sealed class AlarmTally(string rule, string entity)
{
    private readonly SortedDictionary<AlarmState, long> _states = [];

    public string Rule => rule;

    public string Entity => entity;

    public long Firings => _states.GetValueOrDefault(AlarmState.Firing);

    public long FirstMs { get; private set; } = long.MaxValue;

    public long LastMs { get; private set; }

    public IEnumerable<KeyValuePair<string, long>> States => _states.Select(state => KeyValuePair.Create(StateWord.Of(state.Key), state.Value));

    public void Add(AlarmMessage alarm)
    {
        _states[alarm.State] = _states.GetValueOrDefault(alarm.State) + 1;
        FirstMs = Math.Min(FirstMs, alarm.TimeMs);
        LastMs = Math.Max(LastMs, alarm.TimeMs);
    }
}
