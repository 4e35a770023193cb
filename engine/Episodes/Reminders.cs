using Tocsin.Engine.Convergence;
using Tocsin.Engine.Shields;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>Tells again, and escalates to others, what goes on and nobody takes care of.</summary>
internal sealed class Reminders(Ledger ledger, KnownShields shields, Requests requests)
{
    /// <summary>Does what is due for an episode by now, or postpones it.</summary>
    public void Remind(Episode episode)
    {
        foreach (var policy in episode.Policies)
        {
            if (policy.NextDueMs <= ledger.NowMs)
            {
                Remind(episode, episode.Alarm!, policy, policy.Match!);
            }
        }

        if (!episode.Policies.Exists(policy => policy.Match is not null))
        {
            episode.Alarm = null;
        }
    }

    /// <summary>What is late, after an outage for example, is made up for once.</summary>
    private void Remind(Episode episode, AlarmMessage alarm, EpisodePolicy policy, PolicyMatch match)
    {
        var shield = shields.First(alarm, match.Policy);
        if (shield is not null || !EpisodeFollower.IsInEffect(match, ledger.NowMs))
        {
            Postpone(policy, match, shield);
            return;
        }

        if (policy.RepeatDueMs > 0 && policy.RepeatDueMs <= ledger.NowMs)
        {
            Repeat(episode, alarm, policy, match);
        }

        while (policy.StepDueMs <= ledger.NowMs)
        {
            Escalate(episode, alarm, policy, policy.NextStep!);
        }

        policy.StopIfDone();
    }

    private void Repeat(Episode episode, AlarmMessage alarm, EpisodePolicy policy, PolicyMatch match)
    {
        policy.RepeatDueMs = ledger.NowMs + (match.RepeatMinutes * EpisodeTimes.MinuteMs);
        var steps = match.Steps.Where(step => policy.Done.Contains(step.Name)).SelectMany(step => step.Calls).Where(IsNotification).ToList();
        var calls = match.Calls.Where(IsNotification).Concat(steps).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        var wasTold = policy.IsTold;
        policy.Round++;
        policy.Tell(tellsAnything: true, ledger.NowMs);
        requests.Ask(new Asking(alarm, match) { Cause = EpisodeTimes.Repeat, Round = policy.Round }, calls, episode, _ => wasTold);
    }

    /// <summary>Whoever is told by the policy anyway has heard of it before.</summary>
    private void Escalate(Episode episode, AlarmMessage alarm, EpisodePolicy policy, EscalationStep step)
    {
        var match = policy.Match!;
        policy.Do(step);
        requests.Ask(new Asking(alarm, match) { Cause = step.Name }, step.Calls, episode, call => Targets(match.Calls, call) || match.Steps.Any(other => other != step && policy.Done.Contains(other.Name) && Targets(other.Calls, call)));
    }

    private static bool Targets(IEnumerable<Call> calls, Call call) => calls.Any(each => Storms.StormGuard.TargetOf(each) == Storms.StormGuard.TargetOf(call));

    /// <summary>Until the shield's end if that is known, else for a while: no longer than until the next repeat would be due.</summary>
    private void Postpone(EpisodePolicy policy, PolicyMatch match, Shield? shield)
    {
        var untilMs = ledger.NowMs + EpisodeTimes.PostponedMs;
        if (shield is { UntilMs: > 0 })
        {
            untilMs = Math.Min(untilMs, shield.UntilMs);
        }

        if (policy.StepDueMs <= ledger.NowMs)
        {
            policy.StepsNotBeforeMs = untilMs;
        }

        if (policy.RepeatDueMs > 0 && policy.RepeatDueMs <= ledger.NowMs)
        {
            policy.RepeatDueMs = Math.Min(untilMs, ledger.NowMs + (match.RepeatMinutes * EpisodeTimes.MinuteMs));
        }
    }

    private static bool IsNotification(Call call) => call.Type == PackageType.Notification;
}
