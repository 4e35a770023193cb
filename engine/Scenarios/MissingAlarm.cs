using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Says why an expected alarm didn't come, the most basic reason first, and what came nearest to it.</summary>
internal sealed class MissingAlarm(Scenario scenario, Playback playback)
{
    private const long MinuteMs = 60_000;
    private readonly Wording _wording = new(scenario);
    private readonly Dictionary<string, Probe> _probes = [];

    public ImmutableArray<string> Reasons(ExpectedAlarm expected)
    {
        var rules = RulesAt(expected.AtMs);
        var reasons = rules.Rules.FirstOrDefault(rule => rule.Name == expected.Rule) is { } rule ? OfRule(expected, rule)
            : rules.Composites.FirstOrDefault(composite => composite.Name == expected.Rule) is { } composite ? OfComposite(expected, composite, rules)
            : [$"{expected.Rule} isn't among the rules in force at {_wording.Time(expected.AtMs)}"];
        return [.. OfClock(expected, rules) is { } reason ? [reason] : reasons, .. Nearest(expected)];
    }

    /// <summary>The rules that made the check: it is due when the grace time of its minute has passed.</summary>
    private RuleSet RulesAt(long timeMs) => scenario.Records
        .Where(record => record.Record.Activation is not null && record.TimestampMs < timeMs + scenario.Rules.GraceMs)
        .Select(record => scenario.LaterRules[record.Record.Activation.Version])
        .LastOrDefault(scenario.Rules);

    private string? OfClock(ExpectedAlarm expected, RuleSet rules)
    {
        var clockMs = scenario.Records.Select(record => record.TimestampMs).LastOrDefault(scenario.StartMs);
        var onArrival = rules.Rules.Any(rule => rule.Name == expected.Rule && rule.OnArrival)
            || rules.Composites.Any(composite => composite.Name == expected.Rule && composite.OnArrival);
        return clockMs < expected.AtMs ? $"the clock of the test ends at {_wording.Time(clockMs)}: add a step such as \"advance: 5m\""
            : expected.AtMs % MinuteMs != 0 && !onArrival ? "alarms are told as of the end of a minute, and this isn't one"
            : null;
    }

    private IEnumerable<string> OfRule(ExpectedAlarm expected, Rule rule)
    {
        if (rule.OnlyAsCondition)
        {
            return [$"{rule.Name} is only-as-condition: it raises no alarms of its own"];
        }

        if (LastSample(expected, rule.Metric) is not { } last)
        {
            return [$"no sample of {rule.Metric} for {_wording.Entity(expected.Entity)} had arrived"];
        }

        if (!rule.Names.Passes(NameOf(last.Sample.Entity)))
        {
            return [$"the name filters of {rule.Name} leave out \"{NameOf(last.Sample.Entity)}\""];
        }

        return expected.State switch
        {
            AlarmState.Firing => [Condition(expected, rule), .. Silence(expected, rule.Announcement)],
            AlarmState.Recovered => Recovery(expected, rule.Announcement, Condition(expected, rule)),
            _ => DataEnd(expected, rule, last.MinuteMs),
        };
    }

    private IEnumerable<string> OfComposite(ExpectedAlarm expected, CompositeRule composite, RuleSet rules)
    {
        var conditions = composite.Parts.Select(part => $"{rules.Rules[part].Name}: {Condition(expected, rules.Rules[part])}")
            .Prepend($"it is told when {composite.ExpressionText} holds");
        return expected.State == AlarmState.Firing ? conditions.Concat(Silence(expected, composite.Announcement))
            : expected.State == AlarmState.Recovered ? Recovery(expected, composite.Announcement, string.Join("; ", conditions))
            : ["the end of data is told by the rules it is made of, not by a composite rule"];
    }

    private string Condition(ExpectedAlarm expected, Rule rule)
    {
        if (!_probes.TryGetValue(rule.Name, out var probe))
        {
            _probes.Add(rule.Name, probe = new(scenario, rule.Name));
        }

        var checkMs = (expected.AtMs + MinuteMs - 1) / MinuteMs * MinuteMs;
        var matched = probe.Matched(expected.Entity, checkMs);
        return $"at the check of {_wording.Time(checkMs)} {matched} of {Wording.Minutes(rule.PeriodMinutes)} matched, {rule.Count} needed: "
            + (matched >= rule.Count ? "the condition was true" : "the condition was false");
    }

    private IEnumerable<string> Silence(ExpectedAlarm expected, Announcement announcement)
    {
        var endsMs = LastFiring(expected) is { } firing ? firing.TimeMs + (announcement.SilencePeriod * MinuteMs) : 0;
        return endsMs < expected.AtMs ? [] : [
            $"silent until {_wording.Time(endsMs)}: it fired at {_wording.Time(LastFiring(expected)!.TimeMs)} and silence-period is {announcement.SilencePeriod}",
        ];
    }

    private IEnumerable<string> Recovery(ExpectedAlarm expected, Announcement announcement, string condition)
    {
        var last = playback.Alarms.LastOrDefault(alarm => AlarmComparison.IsAbout(alarm, expected) && alarm.TimeMs < expected.AtMs);
        return !announcement.Recovery ? ["recovery is switched off for this rule"]
            : last is null ? ["nothing had fired before, so there was nothing to recover from"]
            : last.State is AlarmState.Recovered or AlarmState.Closed ? [$"it was over already: {_wording.Alarm(last)}"]
            : [condition, .. Silence(expected, announcement), .. Observation(announcement)];
    }

    private static IEnumerable<string> Observation(Announcement announcement) => announcement.RecoveryObservationPeriod == 0 ? [] : [
        $"recovery-observation-period is {announcement.RecoveryObservationPeriod}: it takes {announcement.RecoveryObservationPeriod + 1} checks with a false condition",
    ];

    private IEnumerable<string> DataEnd(ExpectedAlarm expected, Rule rule, long lastMinuteMs)
    {
        var wanted = expected.State == AlarmState.NoData ? NoDataPolicy.Alarm : NoDataPolicy.Close;
        if (rule.NoData != wanted)
        {
            return [$"no-data of {rule.Name} is {Lower(rule.NoData)}; {Wording.State(expected.State)} for want of data needs {Lower(wanted)}"];
        }

        var earliestMs = lastMinuteMs + ((rule.NoDataAfterMinutes + 1) * MinuteMs);
        var silence = wanted == NoDataPolicy.Close ? Silence(expected, rule.Announcement) : [];
        return [
            $"the last sample was for {_wording.Time(lastMinuteMs)} and no-data-after is {Wording.Minutes(rule.NoDataAfterMinutes)}: {_wording.Time(earliestMs)} at the earliest",
            .. silence];
    }

    private AlarmMessage? LastFiring(ExpectedAlarm expected) => playback.Alarms.LastOrDefault(alarm =>
        AlarmComparison.IsAbout(alarm, expected) && alarm.State == AlarmState.Firing && alarm.TimeMs < expected.AtMs);

    private (Sample Sample, long MinuteMs)? LastSample(ExpectedAlarm expected, string metric)
    {
        var last = scenario.Records.LastOrDefault(record =>
            record.Record.Sample is { } sample && sample.Metric == metric && IsSame(sample.Entity, expected.Entity) && record.TimestampMs <= expected.AtMs);
        var timeMs = last?.Record.Sample.TimeMs is > 0 and var own ? own : last?.TimestampMs ?? 0;
        return last is null ? null : (last.Record.Sample, timeMs / MinuteMs * MinuteMs);
    }

    /// <summary>Of the alarms of this rule and entity the one nearest in time, in the same state if there is one.</summary>
    private IEnumerable<string> Nearest(ExpectedAlarm expected)
    {
        var nearest = playback.Alarms
            .Where(alarm => AlarmComparison.IsAbout(alarm, expected))
            .OrderBy(alarm => alarm.State == expected.State ? 0 : 1)
            .ThenBy(alarm => Math.Abs(alarm.TimeMs - expected.AtMs))
            .FirstOrDefault();
        return [nearest is null ? "this rule raised no alarm for this entity" : $"nearest: {_wording.Alarm(nearest)}"];
    }

    private static bool IsSame(Entity? entity, Entity expected) =>
        entity is not null && (entity.Scope, entity.Id0, entity.Id1) == (expected.Scope, expected.Id0, expected.Id1);

    private static string NameOf(Entity entity) =>
        entity.Name.Length > 0 ? entity.Name : entity.Id1.Length > 0 ? $"{entity.Id0} to {entity.Id1}" : entity.Id0;

    private static string Lower(NoDataPolicy policy) => policy.ToString().ToLowerInvariant();
}
