using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>What the alarms of a digest have in common, as an alarm: where they differ, texts say "(several)" and all else is left out.</summary>
internal static class CommonAlarm
{
    private const string Several = "(several)";

    public static AlarmMessage Of(ImmutableArray<AlarmMessage> alarms)
    {
        var first = alarms[0];
        var common = new AlarmMessage
        {
            Scope = Text(alarms, alarm => alarm.Scope),
            ScopeId = Same(alarms, alarm => alarm.ScopeId) ? first.ScopeId : 0,
            Name = Text(alarms, alarm => alarm.Name),
            Id0 = Text(alarms, alarm => alarm.Id0),
            Id1 = Text(alarms, alarm => alarm.Id1),
            RuleName = Text(alarms, alarm => alarm.RuleName),
            RuleVersion = Text(alarms, alarm => alarm.RuleVersion),
            EpisodeId = Same(alarms, alarm => alarm.EpisodeId) ? first.EpisodeId : "",
            State = Same(alarms, alarm => alarm.State) ? first.State : State(alarms),
            Reason = Same(alarms, alarm => alarm.Reason) ? first.Reason : AlarmReason.Unspecified,
            StartTime = alarms.Min(alarm => alarm.StartTime),
            TimeMs = alarms.Max(alarm => alarm.TimeMs),
            Tags = new(),
        };
        common.Tags.Data.Add((first.Tags?.Data ?? []).Where(tag => alarms.All(alarm => alarm.Tags?.Data.Contains(tag) == true)));
        common.Attributes.Add(first.Attributes
            .Where(pair => alarms.All(alarm => alarm.Attributes.TryGetValue(pair.Key, out var value) && value == pair.Value))
            .ToDictionary(pair => pair.Key, pair => pair.Value));
        return common;
    }

    /// <summary>Recoveries among alarms don't make the whole one.</summary>
    private static AlarmState State(ImmutableArray<AlarmMessage> alarms) => alarms.All(AlarmWords.IsRecovery) ? AlarmState.Recovered : AlarmState.Firing;

    private static string Text(ImmutableArray<AlarmMessage> alarms, Func<AlarmMessage, string> part) => Same(alarms, part) ? part(alarms[0]) : Several;

    private static bool Same<T>(ImmutableArray<AlarmMessage> alarms, Func<AlarmMessage, T> part) =>
        alarms.All(alarm => EqualityComparer<T>.Default.Equals(part(alarm), part(alarms[0])));
}
