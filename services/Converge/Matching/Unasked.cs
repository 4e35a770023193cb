using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.V1;

namespace Tocsin.Converge.Matching;

/// <summary>An alarm because of which nothing is asked for has no processing record that would say so: a line in its story does.</summary>
internal static class Unasked
{
    public const string NoPolicy = "no-policy";
    public const string NoRoute = "no-route";

    /// <summary>Null if something is asked for, now or later.</summary>
    public static StoryLine? Line(Signal signal, Router router, long timeMs)
    {
        if (signal.Matches.Any(match => match.Calls.Count > 0 || match.Steps.Count > 0))
        {
            return null;
        }

        var nobody = signal.Matches.Any(match => match.Policy == PolicyBook.DefaultPolicy) ? router.Route(signal.Alarm).WhyNobody : null;
        return new StoryLine
        {
            AlarmId = signal.Alarm.Id,
            TimeMs = timeMs,
            Reason = nobody is null ? NoPolicy : NoRoute,
            Sentence = nobody is null ? "No policy asks for anything because of this alarm." : $"Nobody is told: {nobody}.",
        };
    }
}
