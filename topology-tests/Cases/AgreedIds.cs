using Tocsin.V1;

namespace Tocsin.TopologyTests.Cases;

/// <summary>
/// How two runs call the same records. Their ids needn't be equal, but what the one calls by one id the other must too:
/// so ids are unique to a record, and an episode's id is that of its first record, in both or in neither.
/// </summary>
internal sealed class AgreedIds
{
    private readonly Dictionary<string, string> _leftToRight = [];
    private readonly Dictionary<string, string> _rightToLeft = [];
    private readonly HashSet<string> _records = [];

    public string? Compare(AlarmMessage left, AlarmMessage right)
    {
        if (!_records.Add(right.Id))
        {
            return $"the id {right.Id} was used before";
        }

        var problem = !Pair(left.Id, right.Id) ? $"the id {right.Id} is another record's"
            : !Pair(left.EpisodeId, right.EpisodeId) ? $"the episode is {right.EpisodeId}, which is not the id of its first record"
            : null;
        if (IsUndone(right))
        {
            Forget(left);
        }

        return problem;
    }

    /// <summary>
    /// The one exception: an episode that a change of name or rules ended in the very millisecond it began in may begin again in it,
    /// under the same id, for nothing is remembered of the first.
    /// </summary>
    private static bool IsUndone(AlarmMessage alarm) =>
        alarm.State == AlarmState.Closed && alarm.Reason != AlarmReason.NoData && alarm.TimeMs == alarm.StartTime;

    private void Forget(AlarmMessage last)
    {
        var ofEpisode = _leftToRight.Where(pair => pair.Key == last.EpisodeId || pair.Key.StartsWith($"{last.EpisodeId}.", StringComparison.Ordinal)).ToList();
        foreach (var (left, right) in ofEpisode)
        {
            _leftToRight.Remove(left);
            _rightToLeft.Remove(right);
            _records.Remove(right);
        }
    }

    private bool Pair(string left, string right) =>
        right.Length > 0 && GetOrAdd(_leftToRight, left, right) == right && GetOrAdd(_rightToLeft, right, left) == left;

    private static string GetOrAdd(Dictionary<string, string> known, string key, string value) =>
        known.TryAdd(key, value) ? value : known[key];
}
