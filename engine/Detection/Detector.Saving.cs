using Tocsin.Engine.Rules;
using Tocsin.Engine.Saving;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Detection;

/// <content>The state as records of a compacted changelog.</content>
public sealed partial class Detector
{
    private readonly StateSaver _saver;

    private Detector(SavedState saved, RuleSet rules)
    {
        _saver = new StateSaver();
        Counters = new DetectorCounters();
        Use(saved.Build(rules, _saver));
        ClockMs = saved.Detector.ClockMs;
        _nextCheck = saved.Detector.NextCheck;
        _lastCheckNumber = saved.Detector.LastCheckNumber;
        _recordMs = saved.Detector.RecordMs;
    }

    /// <summary>What the detector knows, for tests that take some of it away.</summary>
    internal PartitionState State => _state;

    /// <summary>The first minute not yet checked.</summary>
    internal int NextCheckMinute => _nextCheck;

    /// <summary>The number of the last check, from which silence is counted.</summary>
    internal int LastCheckNumber => _lastCheckNumber;

    /// <summary>
    /// A detector that goes on exactly as the one whose records these are: for each key the last that it handed out, without those it took back.
    /// Without any record it is one that never was saved: no rules, no clock. Counters start at 0.
    /// </summary>
    /// <exception cref="BrokenStateException">A record is damaged, missing or of another format, or nobody has the rule set.</exception>
    public static Detector Load(IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, Func<string, RuleSet?> findRules)
    {
        if (state.Count == 0)
        {
            return new Detector(RuleSet.Empty);
        }

        var saved = new SavedState(state);
        var version = saved.Detector.RulesVersion;
        var rules = findRules(version) ?? (version == RuleSet.Empty.Version ? RuleSet.Empty : null);
        return rules is null
            ? throw new BrokenStateException($"the state was saved under the rule set with version '{version}', which nobody has")
            : new Detector(saved, rules);
    }

    /// <summary>As <see cref="Save"/>, but all records, whatever was saved before.</summary>
    public void SaveWhole(List<KeyValuePair<byte[], byte[]?>> records)
    {
        _state.Entities.Dirty.MarkAll();
        _saver.Loaded([]);
        Save(records);
    }

    /// <summary>
    /// Adds the records that changed since the last time, all of them the first time; one without a value takes its key back. They are true together
    /// with all others, so they have to be written all or none. Whoever fails to write them needs a new detector, loaded from what was written.
    /// </summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) =>
        _saver.Save(_state, new DetectorRecord(ClockMs, _nextCheck, _lastCheckNumber, _recordMs, _state.Entities.Count, Rules.Version), changed);
}
