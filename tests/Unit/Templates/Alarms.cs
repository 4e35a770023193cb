using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Unit.Templates;

/// <summary>Alarms to tell.</summary>
internal static class Alarms
{
    public const long StartMs = 1_560_524_171_000;

    public static AlarmMessage Firing(string message = "cpu of serviceA is high", string name = "serviceA", int number = 1) => new()
    {
        ScopeId = 1,
        Scope = "SERVICE",
        Name = name,
        Id0 = "12",
        RuleName = "cpu_rule",
        AlarmMessage_ = message,
        StartTime = StartMs,
        TimeMs = StartMs + 500,
        State = AlarmState.Firing,
        Reason = AlarmReason.ConditionTrue,
        Id = $"id-{number.ToString(CultureInfo.InvariantCulture)}",
        EpisodeId = $"episode-{number.ToString(CultureInfo.InvariantCulture)}",
        Sequence = 1,
        RuleVersion = "7",
        PeriodMinutes = 10,
        Count = 3,
        Matched = 4,
        Tags = new() { Data = { new KeyStringValuePair { Key = "level", Value = "CRITICAL" }, new KeyStringValuePair { Key = "team", Value = "payments" } } },
        Attributes = { ["zone"] = "eu-1" },
        Values =
        {
            new ObservedValue { Metric = "cpu", Integer = 93, Op = ">", Threshold = "80", MinuteMs = StartMs - 11_000, RuleName = "cpu_rule" },
            new ObservedValue { Metric = "load", Real = 1.5, Op = ">=", Threshold = "1", Label = "p99", MinuteMs = StartMs - 11_000 },
        },
    };

    public static AlarmMessage Recovered(string message = "cpu of serviceA is high", string name = "serviceA", int number = 1)
    {
        var alarm = Firing(message, name, number);
        alarm.State = AlarmState.Recovered;
        alarm.Reason = AlarmReason.ConditionFalse;
        alarm.RecoveryTime = StartMs + 60_000;
        alarm.Id = $"id-{number.ToString(CultureInfo.InvariantCulture)}-recovered";
        return alarm;
    }

    public static AlarmMessage[] Many(int count) => [.. Enumerable.Range(1, count).Select(number => Firing($"alarm {number}", $"service{number}", number))];
}
