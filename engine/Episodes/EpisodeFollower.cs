using Tocsin.Engine.Convergence;
using Tocsin.Engine.Origins;
using Tocsin.Engine.Shields;
using Tocsin.Engine.Times;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

/// <summary>
/// Follows the episodes of a partition: turns signals into requests, as hours, shields and acknowledgements allow, tells again and to others what
/// nobody takes care of, and takes back what is no longer wanted. A record comes before what falls due at or before its time: it may make it needless.
/// </summary>
internal sealed partial class EpisodeFollower
{
    private const string NotInEffect = "The policy isn't in effect at this time.";
    private readonly Ledger _ledger;
    private readonly KnownShields _shields;
    private readonly Requests _requests;
    private readonly Reminders _reminders;
    private readonly Dictionary<string, Episode> _byId = [];
    private readonly int[] _standings = new int[Enum.GetValues<EpisodeStanding>().Length];
    private OriginFilter _filter = new();

    public EpisodeFollower(int partition)
    {
        _ledger = new Ledger(partition);
        _shields = new KnownShields(_ledger);
        _requests = new Requests(_ledger);
        _reminders = new Reminders(_ledger, _shields, _requests);
    }

    public long TickDueMs => _ledger.Deadlines.FirstMs;

    public int EpisodeCount => _byId.Count;

    /// <summary>How many go on that somebody has acknowledged, or that nobody has.</summary>
    public int CountOf(EpisodeStanding standing) => _standings[(int)standing];

    public int ShieldCount => _shields.Count;

    public void Process(ActionRecord record, long offset, long timestampMs, ConvergenceOutput output)
    {
        _ledger.Output = output;
        _ledger.Offset = offset;
        _ledger.NowMs = Math.Max(_ledger.NowMs, timestampMs);
        _isDirty = true;
        switch (record.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Signal:
                Take(record.Signal);
                break;
            case ActionRecord.RecordOneofCase.Acknowledgement:
                Take(record.Acknowledgement);
                break;
            case ActionRecord.RecordOneofCase.Shield:
                _shields.Take(record.Shield);
                break;
        }

        DoWhatIsDue();
    }

    private void Take(Signal signal)
    {
        if (!_filter.IsNew(signal.Origin))
        {
            return;
        }

        if (signal.Alarm.State is AlarmState.Recovered or AlarmState.Closed)
        {
            End(signal);
        }
        else
        {
            Begin(signal);
        }
    }

    /// <summary>It fires, or lacks data. An alarm without episode is told and not remembered.</summary>
    private void Begin(Signal signal)
    {
        var alarm = signal.Alarm;
        if (alarm.EpisodeId.Length == 0)
        {
            foreach (var match in signal.Matches)
            {
                Tell(alarm, match, null, null);
            }

            return;
        }

        var episode = Find(alarm.EpisodeId) ?? Add(alarm.EpisodeId);
        if (episode.IsOver)
        {
            episode.Reopen();
        }

        var beginsAnew = alarm.State != AlarmState.NoData || !episode.Fires;
        episode.IsKnown = true;
        episode.Fires |= alarm.State != AlarmState.NoData;
        episode.AlarmId = alarm.Id;
        foreach (var match in signal.Matches)
        {
            Tell(alarm, match, episode, episode.Take(match.Policy));
        }

        if (beginsAnew && !episode.IsAcknowledged)
        {
            Remind(signal, episode);
        }

        Touch(episode);
    }

    /// <summary>Asks for what the match asks for, if the policy is in effect; what is shielded or taken care of is asked for as such, so that there are records of it.</summary>
    private void Tell(AlarmMessage alarm, PolicyMatch match, Episode? episode, EpisodePolicy? policy)
    {
        var isInEffect = IsInEffect(match, _ledger.NowMs);
        var asking = new Asking(alarm, match) { ShieldedBy = isInEffect ? ShieldedBy(alarm, match) : "", AcknowledgedBy = episode?.AcknowledgedBy ?? "" };
        if (isInEffect)
        {
            var isTold = policy is { IsTold: true };
            _requests.Ask(asking, match.Calls, episode, _ => isTold);
        }
        else if (match.Calls.Count > 0)
        {
            Story(alarm.Id, match.Policy, StoryReason.OutsideHours, NotInEffect);
        }

        if (isInEffect && asking.Passes)
        {
            policy?.Tell(match.Calls.Count > 0, _ledger.NowMs);
        }
        else if (match.Calls.Count > 0)
        {
            policy?.Withhold();
        }
    }

    /// <summary>From now on repeats and steps are what this signal says; policies that it doesn't name tell nothing more by themselves.</summary>
    private void Remind(Signal signal, Episode episode)
    {
        episode.Stop();
        foreach (var match in signal.Matches)
        {
            episode.Find(match.Policy)?.Begin(match, _ledger.NowMs);
        }

        episode.Alarm = episode.Policies.Exists(policy => policy.Match is not null) ? signal.Alarm : null;
    }

    /// <summary>It recovered, or nobody can tell any more.</summary>
    private void End(Signal signal)
    {
        var episode = signal.Alarm.EpisodeId.Length > 0 ? Find(signal.Alarm.EpisodeId) : null;
        var isClosed = signal.Alarm.State == AlarmState.Closed;
        if (episode is not null)
        {
            _requests.Withdraw(
                episode, isClosed ? WithdrawalReason.Closed : WithdrawalReason.Recovered, isClosed ? "The alarm was closed before it began." : "The alarm recovered before it began.");
        }

        foreach (var match in signal.Matches)
        {
            TellEnd(signal.Alarm, match, episode);
        }

        if (episode is { IsKnown: true })
        {
            episode.AlarmId = signal.Alarm.Id;
            episode.End();
            Touch(episode);
        }
        else if (episode is not null)
        {
            Forget(episode);
        }
    }

    /// <summary>
    /// Whoever was told of the beginning is told of the end, through shields and at any hour, and so are those of whom nobody knows. Whoever was kept
    /// from the beginning isn't bothered with the end.
    /// </summary>
    private void TellEnd(AlarmMessage alarm, PolicyMatch match, Episode? episode)
    {
        var isKnown = episode is { IsKnown: true };
        var policy = isKnown ? episode!.Find(match.Policy) : null;
        var calls = match.Calls.Concat(CallsOfDone(match, policy)).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        var isOwed = !isKnown || policy is { IsTold: true };
        var shieldedBy = isOwed ? "" : ShieldedBy(alarm, match);
        if (!isOwed && !IsInEffect(match, _ledger.NowMs))
        {
            Story(alarm.Id, match.Policy, StoryReason.OutsideHours, NotInEffect);
        }
        else if (!isOwed && policy is { IsWithheld: true } && shieldedBy.Length == 0)
        {
            Story(alarm.Id, match.Policy, StoryReason.NeverTold, "The policy told nobody that it had begun.");
        }
        else
        {
            _requests.Ask(new Asking(alarm, match) { ShieldedBy = shieldedBy }, calls, null, _ => true);
        }
    }

    /// <summary>Those to whom it was escalated hear of the end, too.</summary>
    private static IEnumerable<Call> CallsOfDone(PolicyMatch match, EpisodePolicy? policy) =>
        policy is null ? [] : match.Steps.Where(step => policy.Done.Contains(step.Name)).SelectMany(step => step.Calls);

    /// <summary>Nothing if it is over, or if somebody takes care already. Of an episode that isn't known yet it is remembered for a day.</summary>
    private void Take(Acknowledgement acknowledgement)
    {
        var episode = Find(acknowledgement.EpisodeId) ?? Add(acknowledgement.EpisodeId);
        if (episode.IsOver || episode.IsAcknowledged)
        {
            return;
        }

        episode.AcknowledgedBy = acknowledgement.By;
        _requests.Withdraw(episode, WithdrawalReason.Acknowledged, $"{acknowledgement.By} takes care of the alarm.");
        episode.Stop();
        if (episode.IsKnown)
        {
            var comment = acknowledgement.Comment.Length > 0 ? $": {acknowledgement.Comment}" : ".";
            Story(episode.AlarmId, "", StoryReason.Acknowledged, $"{acknowledgement.By} takes care of it{comment}");
        }

        Touch(episode);
    }

    private void DoWhatIsDue()
    {
        while (_ledger.Deadlines.FirstBefore(_ledger.NowMs, int.MaxValue) is { } due)
        {
            switch (due)
            {
                case KnownShield shield:
                    _shields.Forget(shield);
                    break;
                case Episode episode when episode.ForgottenMs <= _ledger.NowMs:
                    Forget(episode);
                    break;
                case Episode episode:
                    _reminders.Remind(episode);
                    Schedule(episode);
                    break;
            }
        }
    }

    internal static bool IsInEffect(PolicyMatch match, long timeMs) => match.Hours.Count == 0 || WeeklyTimes.Contain(match.Hours, timeMs);

    private string ShieldedBy(AlarmMessage alarm, PolicyMatch match) => _shields.First(alarm, match.Policy)?.Id ?? "";

    private void Story(string alarmId, string policy, string reason, string sentence) =>
        _ledger.Output.Stories.Add(new StoryLine { AlarmId = alarmId, Policy = policy, TimeMs = _ledger.NowMs, Reason = reason, Sentence = sentence });

    /// <summary>Null also if it is to be forgotten by now.</summary>
    private Episode? Find(string id)
    {
        if (_byId.GetValueOrDefault(id) is not { } episode)
        {
            return null;
        }

        if (episode.ForgottenMs > _ledger.NowMs)
        {
            return episode;
        }

        Forget(episode);
        return null;
    }

    private Episode Add(string id)
    {
        var episode = new Episode(id) { Number = _ledger.TakeNumber(), TouchedMs = _ledger.NowMs };
        _byId.Add(id, episode);
        return episode;
    }

    private void Touch(Episode episode)
    {
        episode.TouchedMs = _ledger.NowMs;
        Count(episode, episode.Standing);
        Schedule(episode);
    }

    private void Count(Episode episode, EpisodeStanding standing)
    {
        _standings[(int)episode.CountedAs]--;
        _standings[(int)standing]++;
        episode.CountedAs = standing;
    }

    private void Schedule(Episode episode) => _ledger.Schedule(episode, episode.NextDueMs, DueRank.Reminder);

    private void Forget(Episode episode)
    {
        _byId.Remove(episode.Id);
        Count(episode, EpisodeStanding.Other);
        _ledger.Forget(episode);
    }
}
