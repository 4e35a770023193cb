using Google.Protobuf.Collections;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Engine.Shields;

/// <summary>Whether a shield stands before an alarm: decided here for the partitions that tell alarms, and for those who ask what a shield would mute.</summary>
public static class Shielding
{
    /// <summary>So many shields are known at the same time; further ones are ignored.</summary>
    public const int MaxShields = 10_000;

    /// <summary>Whether it shields at that moment: its time has begun and isn't over, and one of its times of the week, if it has any, contains the moment.</summary>
    public static bool IsActive(Shield shield, long timeMs)
    {
        ArgumentNullException.ThrowIfNull(shield);
        return timeMs >= shield.FromMs && !IsOver(shield, timeMs) && (shield.Times.Count == 0 || WeeklyTimes.Contain(shield.Times, timeMs));
    }

    /// <summary>It will never shield again.</summary>
    public static bool IsOver(Shield shield, long timeMs)
    {
        ArgumentNullException.ThrowIfNull(shield);
        return shield.UntilMs > 0 && timeMs >= shield.UntilMs;
    }

    /// <summary>
    /// Whether all that is given holds for the alarm as the policy would tell it; nothing given holds for every alarm. A tag or an attribute that is
    /// given without values has to be there. The alarm's state makes no difference.
    /// </summary>
    public static bool Matches(ShieldMatch? match, AlarmMessage alarm, string policy)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return match is null
            || (IsOneOf(alarm.RuleName, match.Rules)
                && IsOneOf(alarm.Scope, match.Scopes)
                && IsOneOf(alarm.Name, match.Names)
                && IsOneOf(policy, match.Policies)
                && HasTags(alarm, match.Tags)
                && HasAttributes(alarm, match.Attributes));
    }

    private static bool HasTags(AlarmMessage alarm, RepeatedField<NamedValues> tags)
    {
        foreach (var tag in tags)
        {
            if (alarm.Tags is null || !alarm.Tags.Data.Any(each => each.Key == tag.Name && IsOneOf(each.Value, tag.Values)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasAttributes(AlarmMessage alarm, RepeatedField<NamedValues> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (!alarm.Attributes.TryGetValue(attribute.Name, out var value) || !IsOneOf(value, attribute.Values))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True if no patterns are given.</summary>
    private static bool IsOneOf(string text, RepeatedField<string> patterns)
    {
        if (patterns.Count == 0)
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (Glob.Matches(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}
