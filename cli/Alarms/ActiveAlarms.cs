using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Alarms;

/// <summary>
/// The episodes that go on, as far as the alarms topic tells of them since some time: those whose newest record there is firing or no data. One that has
/// said nothing since then isn't among them.
/// </summary>
internal sealed class ActiveAlarms
{
    private const int MaxEpisodes = 500_000;
    private readonly Dictionary<string, AlarmMessage> _newest = [];

    /// <summary>By what was asked for: the episodes of which an alarm has this id.</summary>
    private readonly Dictionary<string, HashSet<string>> _named;

    private ActiveAlarms(IEnumerable<string> ids, long sinceMs)
    {
        SinceMs = sinceMs;
        _named = ids.Distinct().ToDictionary(id => id, _ => new HashSet<string>());
    }

    public long SinceMs { get; }

    /// <summary>The newest record of each active episode, the newest last.</summary>
    public IReadOnlyList<AlarmMessage> All => [.. _newest.Values.OrderBy(alarm => alarm.TimeMs).ThenBy(alarm => alarm.EpisodeId, StringComparer.Ordinal)];

    /// <param name="client">How to reach Kafka.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="sinceMs">How far back to read.</param>
    /// <param name="ids">Of alarms or episodes, or their beginnings, that <see cref="Find"/> is to be asked for.</param>
    /// <exception cref="StageFailureException">There is no such topic, no Kafka, or more than fits into memory.</exception>
    public static ActiveAlarms Read(ClientSettings client, Topics topics, long sinceMs, params IEnumerable<string> ids)
    {
        var active = new ActiveAlarms(ids, sinceMs);
        AlarmLog.Read(client, topics, sinceMs, (alarm, _) => active.Take(alarm));
        return active;
    }

    /// <summary>The active episode of an alarm's or its own id.</summary>
    /// <exception cref="StageFailureException">There is none, or it is over, or several begin like this.</exception>
    public AlarmMessage Find(string id)
    {
        var episodes = _named[id].ToDictionary(episode => episode, episode => episode);
        var episode = IdText.One(episodes, id)
            ?? throw new StageFailureException($"no alarm and no episode {OneLine.Of(id)} in the alarms topic since {LogTime.Text(SinceMs)}Z; --since looks further back");
        return _newest.GetValueOrDefault(episode) ?? throw new StageFailureException($"episode {episode} is over: its newest alarm is neither firing nor no data");
    }

    internal static ActiveAlarms Of(IEnumerable<AlarmMessage> alarms, params IEnumerable<string> ids)
    {
        var active = new ActiveAlarms(ids, 0);
        foreach (var alarm in alarms)
        {
            active.Take(alarm);
        }

        return active;
    }

    private void Take(AlarmMessage alarm)
    {
        if (alarm.EpisodeId.Length == 0)
        {
            return;
        }

        if (alarm.State is AlarmState.Firing or AlarmState.NoData)
        {
            _newest[alarm.EpisodeId] = alarm;
        }
        else
        {
            _newest.Remove(alarm.EpisodeId);
        }

        foreach (var (id, episodes) in _named)
        {
            if (IdText.Fits(alarm.EpisodeId, id) || IdText.Fits(alarm.Id, id))
            {
                episodes.Add(alarm.EpisodeId);
            }
        }

        if (_newest.Count > MaxEpisodes)
        {
            throw new StageFailureException($"more than {MaxEpisodes} active alarms are too many at once: look less far back with --since");
        }
    }
}
