using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>How alarms are spoken of in texts and in bodies of webhooks.</summary>
public static class AlarmWords
{
    private const long LastMs = 253_402_300_799_999;

    /// <summary>A condition that is no more: told as a recovery, by the channels that tell recoveries.</summary>
    public static bool IsRecovery(AlarmMessage alarm) => alarm.State is AlarmState.Recovered or AlarmState.Closed;

    public static string Of(AlarmState state) => state switch
    {
        AlarmState.Firing => "firing",
        AlarmState.Recovered => "recovered",
        AlarmState.NoData => "no-data",
        AlarmState.Closed => "closed",
        _ => "",
    };

    public static string Of(AlarmReason reason) => reason switch
    {
        AlarmReason.ConditionTrue => "condition-true",
        AlarmReason.StillTrue => "still-true",
        AlarmReason.ConditionFalse => "condition-false",
        AlarmReason.NoData => "no-data",
        AlarmReason.RuleChanged => "rule-changed",
        AlarmReason.RuleRemoved => "rule-removed",
        _ => "",
    };

    /// <summary>Empty for one that no policy has given.</summary>
    public static string Of(AlarmLevel level) => level switch
    {
        AlarmLevel.Fatal => "fatal",
        AlarmLevel.Warning => "warning",
        AlarmLevel.Remind => "remind",
        _ => "",
    };

    /// <summary>The value of a tag, empty if the alarm has no such tag.</summary>
    public static string Tag(AlarmMessage alarm, string key) => alarm.Tags?.Data.LastOrDefault(tag => tag.Key == key)?.Value ?? "";

    /// <summary>A time of the years 1970 to 9999 as ISO 8601 in UTC, with milliseconds if there are any.</summary>
    public static string Iso(long timeMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(timeMs, 0, LastMs))
            .ToString(timeMs % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
