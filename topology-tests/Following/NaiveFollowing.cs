using System.Text.RegularExpressions;
using Tocsin.TopologyTests.Converging;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Following;

/// <summary>
/// What docs/convergence.md says of episodes, written down for clarity alone: it keeps everything that ever happened and looks through all of it for
/// every question. Shares nothing with the engine but the words.
/// </summary>
internal sealed partial class NaiveFollowing(Func<string, string> nameOf, FollowingBug bug)
{
    private const long MinuteMs = 60_000;
    private readonly List<NaiveEpisode> _episodes = [];
    private readonly List<Shield> _shields = [];
    private readonly List<Origin> _origins = [];
    private readonly NaiveStorm _storm = new(nameOf, bug);
    private readonly List<string> _lines = [];
    private long _nowMs;

    /// <summary>What follows from the record, as sorted lines.</summary>
    public List<string> Process(DefenseRecord record)
    {
        _nowMs = Math.Max(_nowMs, record.TimestampMs);
        _lines.Clear();
        if (bug == FollowingBug.DueBeforeTheRecord)
        {
            DoWhatIsDue();
        }

        switch (record.Body.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Signal when IsNew(record.Body.Signal.Origin):
                Take(record.Body.Signal);
                break;
            case ActionRecord.RecordOneofCase.Acknowledgement:
                Take(record.Body.Acknowledgement);
                break;
            case ActionRecord.RecordOneofCase.Shield:
                _shields.Add(record.Body.Shield);
                break;
        }

        DoWhatIsDue();
        _lines.AddRange(_storm.Process(record.Body.Guarded, _nowMs));
        return [.. _lines.Order(StringComparer.Ordinal)];
    }

    private bool IsNew(Origin origin)
    {
        var isNew = !_origins.Any(seen => seen.Partition == origin.Partition && seen.Offset >= origin.Offset);
        _origins.Add(origin);
        return isNew || bug == FollowingBug.RepetitionsCount;
    }

    private void Take(Signal signal)
    {
        var isEnd = signal.Alarm.State is AlarmState.Recovered or AlarmState.Closed;
        if (signal.Alarm.EpisodeId.Length == 0)
        {
            foreach (var match in signal.Matches)
            {
                _ = isEnd ? TellEnd(signal, match, null) : Tell(signal, match, null);
            }

            return;
        }

        var episode = Find(signal.Alarm.EpisodeId);
        if (isEnd)
        {
            End(signal, episode);
            return;
        }

        episode ??= Add(signal.Alarm.EpisodeId);
        episode.TouchedMs = _nowMs;
        episode.Happened.Add(new(_nowMs, signal.Alarm.State == AlarmState.NoData ? NaiveKind.LacksData : NaiveKind.Fires) { Signal = signal });
        foreach (var match in signal.Matches)
        {
            var isLetGo = Tell(signal, match, episode);
            if (isLetGo)
            {
                episode.Happened.Add(new(_nowMs, NaiveKind.LetGo) { Policy = match.Policy });
            }

            if (match.Calls.Count > 0 || bug == FollowingBug.NothingToTellIsTold)
            {
                episode.Happened.Add(new(_nowMs, isLetGo ? NaiveKind.Told : NaiveKind.Withheld) { Policy = match.Policy });
            }
        }
    }

    /// <summary>True if it was let go.</summary>
    private bool Tell(Signal signal, PolicyMatch match, NaiveEpisode? episode)
    {
        if (!IsInHours(match))
        {
            _ = match.Calls.Count > 0 && Story(signal.Alarm, match.Policy, "outside-hours");
            return false;
        }

        var (shield, by) = (ShieldOf(signal.Alarm, match.Policy), episode?.AcknowledgedBy ?? "");
        var told = episode?.IsTold(match.Policy) == true;
        Ask(signal.Alarm, match, match.Calls, "", 0, shield, by, episode, _ => told);
        return (shield.Length == 0 || bug == FollowingBug.ShieldedIsTold) && (by.Length == 0 || bug == FollowingBug.AcknowledgedIsTold);
    }

    private void End(Signal signal, NaiveEpisode? episode)
    {
        if (episode is not null)
        {
            TakeBack(episode, signal.Alarm.State == AlarmState.Closed ? "closed" : "recovered");
        }

        foreach (var match in signal.Matches)
        {
            TellEnd(signal, match, episode);
        }

        if (episode is not { IsKnown: true })
        {
            _episodes.RemoveAll(each => each == episode);
            return;
        }

        episode.TouchedMs = _nowMs;
        episode.Happened.Add(new(_nowMs, NaiveKind.Ends));
    }

    private bool TellEnd(Signal signal, PolicyMatch match, NaiveEpisode? episode)
    {
        var told = episode?.IsTold(match.Policy) == true;
        var done = episode is { IsKnown: true } && bug != FollowingBug.RecoveryLeavesStepsOut ? episode.Done(match.Policy) : [];
        var steps = match.Steps.Where(step => done.Contains(step.Name) || bug == FollowingBug.RecoveryGoesToAllSteps).SelectMany(step => step.Calls);
        List<Call> calls = [.. match.Calls, .. steps];
        if (calls.Count == 0)
        {
            return false;
        }

        var owed = episode is not { IsKnown: true } ? bug != FollowingBug.UnknownRecoveryIsShielded : told;
        if ((!owed || bug == FollowingBug.OwedRecoveryKeepsHours) && !IsInHours(match))
        {
            Story(signal.Alarm, match.Policy, "outside-hours");
            return false;
        }

        var shield = owed && bug != FollowingBug.OwedRecoveryIsShielded ? "" : ShieldOf(signal.Alarm, match.Policy);
        var isWithheld = episode is { IsKnown: true } && !told && (episode.IsWithheld(match.Policy) || bug == FollowingBug.RecoveryOnlyPolicyIsMute);
        if (isWithheld && shield.Length == 0 && bug != FollowingBug.NeverToldRecoveryIsSent)
        {
            Story(signal.Alarm, match.Policy, "never-told");
            return false;
        }

        Ask(signal.Alarm, match, calls, "", 0, shield, "", null, _ => true);
        return true;
    }

    private void Take(Acknowledgement acknowledgement)
    {
        var episode = Find(acknowledgement.EpisodeId);
        if (episode is null && bug == FollowingBug.EarlyAcknowledgementForgotten)
        {
            return;
        }

        episode ??= Add(acknowledgement.EpisodeId);
        if ((episode.IsOver && bug != FollowingBug.AcknowledgedThoughOver) || episode.AcknowledgedBy.Length > 0)
        {
            return;
        }

        TakeBack(episode, "acknowledged");
        if (episode.Happened.FindLast(each => each.Signal is not null) is { } newest)
        {
            Story(newest.Signal!.Alarm, "", "acknowledged");
        }

        episode.TouchedMs = _nowMs;
        episode.Happened.Add(new(_nowMs, NaiveKind.Acknowledged) { Text = acknowledgement.By });
    }

    private void Ask(AlarmMessage alarm, PolicyMatch match, IEnumerable<Call> calls, string cause, uint round, string shield, string by, NaiveEpisode? episode, Func<Call, bool> toldBefore)
    {
        var all = bug == FollowingBug.CallTwiceAskedTwice ? calls : calls.GroupBy(call => (call.Package, call.Receiver)).Select(same => same.First());
        foreach (var call in all)
        {
            var name = FollowingLines.Name(alarm.Id, match.Policy, call.Package, call.Receiver, cause, round);
            var goesOut = shield.Length == 0 && by.Length == 0 && call.RefusedBecause.Length == 0;
            var isGuarded = goesOut && match.Storm is { } storm && storm.Limit + storm.SourceLimit + storm.PackageLimit > 0;
            _lines.Add(isGuarded ? FollowingLines.Guard(name, match.Policy, toldBefore(call)) : FollowingLines.Ask(name, shield, by, ""));
            if (goesOut && WaitMs(call) is { } waitMs)
            {
                episode?.Happened.Add(new(_nowMs, NaiveKind.Asked) { Policy = match.Policy, Text = name, UntilMs = _nowMs + waitMs, IsGuarded = isGuarded });
            }
        }
    }

    /// <summary>What was asked for since the last time, and may still wait.</summary>
    private void TakeBack(NaiveEpisode episode, string reason)
    {
        var last = episode.Happened.FindLastIndex(each => each.Kind == NaiveKind.TakenBack);
        foreach (var asked in episode.Happened.Skip(last + 1).Where(each => each.Kind == NaiveKind.Asked && (each.UntilMs >= _nowMs || bug == FollowingBug.TakenBackForEver)).ToList())
        {
            if (bug != FollowingBug.NothingTakenBack)
            {
                _lines.Add(FollowingLines.Withdraw(asked.Text, reason, asked.IsGuarded ? $"storm|{asked.Policy}" : ""));
            }
        }

        episode.Happened.Add(new(_nowMs, NaiveKind.TakenBack));
    }

    /// <summary>Its own time and an hour for its way; null if it never waits.</summary>
    private long? WaitMs(Call call) => call.Defense?.Action switch
    {
        DefenseAction.DefenseApproval => 90 * MinuteMs,
        DefenseAction.SkipAfterSuccess or DefenseAction.WaitDuringExecution => (60 * MinuteMs) + ((call.TimeoutSeconds == 0 ? 600 : call.TimeoutSeconds) * 1_000),
        DefenseAction.Summarise when bug == FollowingBug.SummariesTakenBack => 90 * MinuteMs,
        _ => null,
    };

    private NaiveEpisode? Find(string id) => _episodes.FindLast(each => each.Id == id && !each.IsForgotten(_nowMs));

    private NaiveEpisode Add(string id)
    {
        var episode = new NaiveEpisode(id, bug) { TouchedMs = _nowMs };
        _episodes.Add(episode);
        return episode;
    }

    private bool Story(AlarmMessage alarm, string policy, string reason)
    {
        _lines.Add(FollowingLines.Story(alarm.Id, policy, reason));
        return true;
    }

    /// <summary>In UTC, the only zone of the random cases.</summary>
    private bool IsInHours(PolicyMatch match) => match.Hours.Count == 0 || bug == FollowingBug.HoursIgnored || match.Hours.Any(Contains);

    private bool Contains(WeeklyTime time)
    {
        var minute = _nowMs / MinuteMs % 1_440;
        return time.FromMinute < time.ToMinute ? minute >= time.FromMinute && minute < time.ToMinute : minute >= time.FromMinute || minute < time.ToMinute;
    }

    /// <summary>The first by its id whose newest version is active and matches; empty if none is.</summary>
    private string ShieldOf(AlarmMessage alarm, string policy) => ShieldThat(alarm, policy)?.Id ?? "";

    private Shield? ShieldThat(AlarmMessage alarm, string policy) => _shields
        .Where((shield, index) => bug == FollowingBug.OldShieldCounts || !_shields.Skip(index + 1).Any(newer => newer.Id == shield.Id))
        .Where(shield => shield.FromMs <= _nowMs && (shield.UntilMs == 0 || _nowMs < shield.UntilMs + (bug == FollowingBug.ShieldIncludesItsEnd ? 1 : 0)))
        .Where(shield => shield.Times.Count == 0 || shield.Times.Any(Contains))
        .Where(shield => shield.Match.Rules.All(pattern => Regex.IsMatch(alarm.RuleName, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$")))
        .Where(shield => shield.Match.Names.Count == 0 || shield.Match.Names.Contains(alarm.Name))
        .Where(shield => shield.Match.Policies.Count == 0 || shield.Match.Policies.Contains(policy) || bug == FollowingBug.ShieldOfAnotherPolicy)
        .MinBy(shield => shield.Id, StringComparer.Ordinal);
}
