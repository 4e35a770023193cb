using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Origins;
using Tocsin.Engine.Shields;
using Tocsin.V1;

namespace Tocsin.Engine.Episodes;

internal sealed partial class EpisodeFollower
{
    private bool _isDirty;

    public static bool Owns(string key) =>
        key == SavedKey.Episodes || key.StartsWith(SavedKey.EpisodePrefix, StringComparison.Ordinal) || key.StartsWith(SavedKey.ShieldPrefix, StringComparison.Ordinal);

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key.</summary>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static EpisodeFollower Load(int partition, IEnumerable<KeyValuePair<string, byte[]>> state)
    {
        var follower = new EpisodeFollower(partition);
        SavedRecord.ForEach(state, follower.Load);
        return follower;
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        _ledger.Save(changed);
        if (_isDirty)
        {
            changed.Add(new(SavedKey.OfEpisodes(), new SavedConvergence { NowMs = _ledger.NowMs, LastNumber = _ledger.LastNumber, Newest = { _filter.Newest } }.ToByteArray()));
            _isDirty = false;
        }
    }

    private void Load(string key, byte[] value)
    {
        if (key == SavedKey.Episodes)
        {
            var saved = SavedConvergence.Parser.ParseFrom(value);
            (_ledger.NowMs, _ledger.LastNumber, _filter) = (saved.NowMs, saved.LastNumber, new OriginFilter(saved.Newest));
        }
        else if (key.StartsWith(SavedKey.ShieldPrefix, StringComparison.Ordinal))
        {
            var saved = SavedShield.Parser.ParseFrom(value);
            _shields.Load(new KnownShield(saved.Shield) { Number = saved.Number, IsSaved = true });
        }
        else
        {
            var episode = Episode.Decode(SavedEpisode.Parser.ParseFrom(value));
            _byId.Add(episode.Id, episode);
            Count(episode, episode.Standing);
            _ledger.Deadlines.Set(episode, episode.NextDueMs, DueRank.Reminder);
        }
    }
}
