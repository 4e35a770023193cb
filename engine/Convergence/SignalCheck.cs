using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>What is wrong with signals and what they ask for; empty if nothing is.</summary>
internal static class SignalCheck
{
    private const uint AllDays = 0x7F;

    public static string Problem(Signal signal)
    {
        if (signal.Alarm is not { Id.Length: > 0 })
        {
            return "a signal without alarm";
        }

        if (signal.Matches.Count > ActionLimits.Matches)
        {
            return $"a signal with {signal.Matches.Count} matches, at most {ActionLimits.Matches}";
        }

        var calls = signal.Matches.Sum(Calls);
        if (calls > ActionLimits.Calls)
        {
            return $"a signal with {calls} calls, at most {ActionLimits.Calls}";
        }

        var policies = new HashSet<string>(StringComparer.Ordinal);
        return First(signal.Matches, match => policies.Add(match.Policy) ? Problem(match) : $"a signal with two matches of policy '{match.Policy}'");
    }

    /// <summary>Of a policy, or of what passes the guard for it.</summary>
    public static string Problem(StormLimits limits) =>
        Math.Max(limits.Limit, Math.Max(limits.SourceLimit, limits.PackageLimit)) is > ActionLimits.StormLimit and var most ? $"a storm limit of {most}, at most {ActionLimits.StormLimit}"
        : limits.WithinSeconds > ActionLimits.StormWithinSeconds ? $"a storm limit within {limits.WithinSeconds} s, at most {ActionLimits.StormWithinSeconds} s"
        : limits.OpenSeconds > ActionLimits.StormOpenSeconds ? $"a circuit that is open for {limits.OpenSeconds} s, at most {ActionLimits.StormOpenSeconds} s"
        : limits.Notices.Count + limits.RecoveryNotices.Count > ActionLimits.Calls ? $"a storm limit with {limits.Notices.Count + limits.RecoveryNotices.Count} notices, at most {ActionLimits.Calls}"
        : First(limits.Notices.Concat(limits.RecoveryNotices), Problem);

    /// <summary>Of shields, too.</summary>
    public static string Problem(WeeklyTime time) =>
        time.Days > AllDays ? $"a time of the week with the days {time.Days}, at most {AllDays}"
        : Math.Max(time.FromMinute, time.ToMinute) > WeeklyTimes.MinutesPerDay ? $"a time of the week with the minute {Math.Max(time.FromMinute, time.ToMinute)}, at most {WeeklyTimes.MinutesPerDay}"
        : time.Zone.Length > ActionLimits.NameLength ? $"a time zone of {time.Zone.Length} characters, at most {ActionLimits.NameLength}"
        : "";

    public static string First<T>(IEnumerable<T> all, Func<T, string> problem) => all.Select(problem).FirstOrDefault(each => each.Length > 0) ?? "";

    private static int Calls(PolicyMatch match) =>
        match.Calls.Count + match.Steps.Sum(step => step.Calls.Count) + (match.Storm is { } storm ? storm.Notices.Count + storm.RecoveryNotices.Count : 0);

    private static string Problem(PolicyMatch match) =>
        match.Policy.Length == 0 ? "a match without policy"
        : match.Policy.Length > ActionLimits.NameLength ? $"a policy's name of {match.Policy.Length} characters, at most {ActionLimits.NameLength}"
        : match.RepeatMinutes > ActionLimits.LaterMinutes ? $"repeats every {match.RepeatMinutes} minutes, at most {ActionLimits.LaterMinutes}"
        : match.Hours.Count > ActionLimits.Hours ? $"a match with {match.Hours.Count} times of the week, at most {ActionLimits.Hours}"
        : First(match.Hours, Problem) is { Length: > 0 } hours ? hours
        : First(match.Calls, Problem) is { Length: > 0 } call ? call
        : StepsProblem(match) is { Length: > 0 } steps ? steps
        : match.Storm is not null ? Problem(match.Storm)
        : "";

    private static string StepsProblem(PolicyMatch match)
    {
        if (match.Steps.Count > ActionLimits.Steps)
        {
            return $"a match with {match.Steps.Count} steps, at most {ActionLimits.Steps}";
        }

        var (names, lastMinutes) = (new HashSet<string>(StringComparer.Ordinal), 0u);
        foreach (var step in match.Steps)
        {
            var problem = step.Name.Length == 0 ? "a step without name"
                : !names.Add(step.Name) ? $"two steps '{step.Name}'"
                : step.AfterMinutes < lastMinutes ? $"the step '{step.Name}' is due before the one before it"
                : step.AfterMinutes > ActionLimits.LaterMinutes ? $"a step after {step.AfterMinutes} minutes, at most {ActionLimits.LaterMinutes}"
                : First(step.Calls, Problem);
            if (problem.Length > 0)
            {
                return problem;
            }

            lastMinutes = step.AfterMinutes;
        }

        return "";
    }

    private static string Problem(Call call) =>
        call.Package.Length == 0 ? "a call without package"
        : Math.Max(call.Package.Length, call.Receiver.Length) is > ActionLimits.NameLength and var length ? $"a package's or receiver's name of {length} characters, at most {ActionLimits.NameLength}"
        : call.TimeoutSeconds > ActionLimits.TimeoutSeconds ? $"a call with a time-out of {call.TimeoutSeconds} s, at most {ActionLimits.TimeoutSeconds} s"
        : call.Defense is { } defense ? RequestCheck.Problem(defense)
        : "";
}
