using System.Collections.Frozen;
using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>Every name that a template may use; those of the view are asked from a view.</summary>
public static class TemplateNames
{
    private static readonly TemplateInput _input = new() { Alarms = [SampleAlarm()], Message = "a message", Errands = ErrandWords.ByAlarm([(SampleAlarm(), SampleErrand())]) };
    private static readonly ViewObject _view = new AlarmView(_input, new()).Root();

    /// <summary>What templates are tried with.</summary>
    public static TemplateInput Sample => _input;

    /// <summary>At the beginning of a template.</summary>
    public static ImmutableArray<string> OfAlarm { get; } = [.. _view.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Of each of the values.</summary>
    public static ImmutableArray<string> OfValue { get; } = [.. ((ViewObject)((ViewList)_view["values"]!)[0]).Keys.Order(StringComparer.Ordinal)];

    public static ImmutableArray<string> Helpers { get; } = [.. TemplateHelpers.Names];

    internal static FrozenSet<string> Known { get; } = OfAlarm.Concat(OfValue).ToFrozenSet();

    private static Errand SampleErrand() => new() { RecordId = "sample", Policy = "sample-policy", Package = "firing", Level = AlarmLevel.Warning };

    private static AlarmMessage SampleAlarm() => new()
    {
        ScopeId = 1,
        Scope = "SERVICE",
        Name = "sample-service",
        Id0 = "1",
        RuleName = "sample_rule",
        AlarmMessage_ = "a message",
        StartTime = 1_700_000_000_000,
        TimeMs = 1_700_000_000_000,
        State = AlarmState.Firing,
        Reason = AlarmReason.ConditionTrue,
        Id = "sample",
        EpisodeId = "sample",
        Sequence = 1,
        RuleVersion = "1",
        PeriodMinutes = 10,
        Count = 3,
        Matched = 3,
        Tags = new() { Data = { new KeyStringValuePair { Key = "level", Value = "WARNING" } } },
        Values = { new ObservedValue { Metric = "sample_metric", Integer = 12, Op = ">", Threshold = "10", MinuteMs = 1_700_000_000_000 - 40_000 } },
    };
}
