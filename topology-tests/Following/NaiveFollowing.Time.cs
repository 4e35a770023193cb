using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>What is told again, and to others.</summary>
internal sealed partial class NaiveFollowing
{
    private const int MostSteps = 20;

    private void DoWhatIsDue()
    {
        foreach (var episode in _episodes.Where(episode => !episode.IsForgotten(_nowMs)))
        {
            foreach (var match in Reminded(episode))
            {
                var alarm = episode.Newest!.Signal!.Alarm;
                var (repeatMs, stepMs) = (episode.RepeatDueMs(match) ?? long.MaxValue, episode.NextStep(match)?.DueMs ?? long.MaxValue);
                if (Math.Min(repeatMs, stepMs) > _nowMs)
                {
                    continue;
                }

                var shield = bug == FollowingBug.RepeatIgnoresShields ? null : ShieldThat(alarm, match.Policy);
                if (shield is not null || !(IsInHours(match) || bug == FollowingBug.RepeatIgnoresHours))
                {
                    Postpone(episode, match, shield, repeatMs <= _nowMs, stepMs <= _nowMs);
                    continue;
                }

                if (repeatMs <= _nowMs)
                {
                    Repeat(episode, match, alarm);
                }

                for (var count = 0; count < MostSteps && episode.NextStep(match) is { } next && next.DueMs <= _nowMs; count++)
                {
                    Escalate(episode, match, alarm, next.Step);
                }
            }
        }
    }

    private List<PolicyMatch> Reminded(NaiveEpisode episode)
    {
        if (bug == FollowingBug.GoneFromThePolicyRepeats && episode.Newest is not null)
        {
            return [.. episode.Run.Where(NaiveEpisode.IsBeginning).SelectMany(each => each.Signal!.Matches).GroupBy(match => match.Policy).Select(same => same.Last())];
        }

        return [.. episode.Newest?.Signal!.Matches ?? []];
    }

    /// <summary>An episode's own time goes on: what is postponed is looked at after 15 minutes, at the shield's end, or when the next repeat would be due.</summary>
    private void Postpone(NaiveEpisode episode, PolicyMatch match, Shield? shield, bool repeatIsDue, bool stepIsDue)
    {
        var untilMs = _nowMs + (15 * MinuteMs);
        if (shield is { UntilMs: > 0 } && shield.UntilMs < untilMs)
        {
            untilMs = shield.UntilMs;
        }

        if (repeatIsDue)
        {
            var nextMs = _nowMs + (match.RepeatMinutes * MinuteMs);
            episode.Happened.Add(new(_nowMs, NaiveKind.RepeatPostponed) { Policy = match.Policy, UntilMs = bug == FollowingBug.PostponedForAnInterval ? nextMs : Math.Min(untilMs, nextMs) });
        }

        if (stepIsDue)
        {
            episode.Happened.Add(new(_nowMs, NaiveKind.StepsPostponed) { Policy = match.Policy, UntilMs = untilMs });
        }
    }

    private void Repeat(NaiveEpisode episode, PolicyMatch match, AlarmMessage alarm)
    {
        var done = bug == FollowingBug.RepeatLeavesStepsOut ? [] : episode.Done(match.Policy);
        var calls = match.Calls.Concat(match.Steps.Where(step => done.Contains(step.Name)).SelectMany(step => step.Calls))
            .Where(call => call.Type == PackageType.Notification || bug == FollowingBug.RepeatRunsPackages).ToList();
        if (calls.Count == 0)
        {
            // It is as if it had been repeated, but for its number.
            episode.Happened.Add(new(_nowMs, NaiveKind.RepeatPostponed) { Policy = match.Policy, UntilMs = _nowMs + (match.RepeatMinutes * MinuteMs) });
            return;
        }

        var told = episode.IsTold(match.Policy);
        Ask(alarm, match, calls, "repeat", episode.Rounds(match.Policy) + 1, "", "", episode, _ => told);
        episode.Happened.Add(new(bug == FollowingBug.RepeatMissedIsLost ? episode.RepeatDueMs(match)!.Value : _nowMs, NaiveKind.Repeated) { Policy = match.Policy });
        episode.Happened.Add(new(_nowMs, NaiveKind.LetGo) { Policy = match.Policy });
        episode.Happened.Add(new(_nowMs, NaiveKind.Told) { Policy = match.Policy });
    }

    private void Escalate(NaiveEpisode episode, PolicyMatch match, AlarmMessage alarm, EscalationStep step)
    {
        var others = match.Steps.Where(other => episode.Done(match.Policy).Contains(other.Name)).SelectMany(other => other.Calls).Concat(match.Calls).ToList();
        Ask(alarm, match, step.Calls, step.Name, 0, "", "", episode, call => others.Exists(other => NaiveStorm.Target(other.Type, other.Receiver, other.Package) == NaiveStorm.Target(call.Type, call.Receiver, call.Package)));
        episode.Happened.Add(new(_nowMs, NaiveKind.StepDone) { Policy = match.Policy, Text = step.Name });
        if (step.Calls.Count > 0)
        {
            episode.Happened.Add(new(_nowMs, NaiveKind.Told) { Policy = match.Policy });
        }
    }
}
