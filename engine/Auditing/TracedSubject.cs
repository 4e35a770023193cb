using Tocsin.V1;

namespace Tocsin.Engine.Auditing;

/// <summary>What a replay saw of one rule, or part of a composite rule, and one entity.</summary>
public sealed class TracedSubject(string rule, int scope, string id0, string id1)
{
    private readonly Dictionary<int, List<TracedSample>> _samples = [];
    private readonly Dictionary<int, TracedCheck> _checks = [];

    public string Rule => rule;

    public int Scope => scope;

    public string Id0 => id0;

    public string Id1 => id1;

    /// <summary>The entity as an alarm would name it.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Alarms of the rule and entity, oldest first.</summary>
    public List<AlarmMessage> Alarms { get; } = [];

    /// <summary>Those for a minute, in the order in which they came.</summary>
    public IReadOnlyList<TracedSample> SamplesOf(int minute) => _samples.GetValueOrDefault(minute) ?? [];

    /// <summary>Null for a check at which the window was at rest: no match in reach, no silence, no episode.</summary>
    public TracedCheck? CheckOf(int minute) => _checks.GetValueOrDefault(minute);

    /// <summary>The latest minute up to this one that got a sample in time; null if none did.</summary>
    public int? NewestBefore(int minute) => _samples
        .Where(each => each.Key <= minute && each.Value.Any(sample => sample.Fate != SampleFate.Late))
        .Select(each => (int?)each.Key).Max();

    internal void Add(TracedSample sample)
    {
        if (!_samples.TryGetValue(sample.Minute, out var samples))
        {
            _samples[sample.Minute] = samples = [];
        }

        samples.Add(sample);
    }

    internal void Add(TracedCheck check) => _checks[check.Minute] = check;
}
