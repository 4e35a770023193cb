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
    private readonly Dictionary<string, AlarmMessage> _records = [];

    public string? Compare(AlarmMessage left, AlarmMessage right)
    {
        if (_records.TryGetValue(right.Id, out var before))
        {
            if (!BeginsAnew(before, right))
            {
                return $"the id {right.Id} was used before";
            }

            Forget(_rightToLeft[right.EpisodeId]);
        }

        _records.Add(right.Id, right);
        return !Pair(left.Id, right.Id) ? $"the id {right.Id} is another record's"
            : !Pair(left.EpisodeId, right.EpisodeId) ? $"the episode is {right.EpisodeId}, which is not the id of its first record"
            : null;
    }

    /// <summary>
    /// The one exception: what a change of name or rules made forget in the very millisecond it began in may begin again in it,
    /// under the same id.
    /// </summary>
    private static bool BeginsAnew(AlarmMessage before, AlarmMessage alarm) =>
        alarm.Sequence == 1 && before.Sequence == 1 && before.TimeMs == alarm.TimeMs && before.State == alarm.State;

    private void Forget(string episode)
    {
        var ofEpisode = _leftToRight.Where(pair => pair.Key == episode || pair.Key.StartsWith($"{episode}.", StringComparison.Ordinal)).ToList();
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
