using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Storms;

internal sealed partial class StormGuard
{
    private bool _isDirty;

    public static bool Owns(string key) =>
        key == SavedKey.Storms || key.StartsWith(SavedKey.CircuitPrefix, StringComparison.Ordinal) || key.StartsWith(SavedKey.BlockedPrefix, StringComparison.Ordinal);

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key.</summary>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static StormGuard Load(int partition, IEnumerable<KeyValuePair<string, byte[]>> state)
    {
        var guard = new StormGuard(partition);
        SavedRecord.ForEach(state, guard.Load);
        return guard;
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        _ledger.Save(changed);
        if (_isDirty)
        {
            changed.Add(new(SavedKey.OfStorms(), new SavedConvergence { NowMs = _ledger.NowMs, LastNumber = _ledger.LastNumber, Newest = { _filter.Newest } }.ToByteArray()));
            _isDirty = false;
        }
    }

    private void Load(string key, byte[] value)
    {
        if (key == SavedKey.Storms)
        {
            var saved = SavedConvergence.Parser.ParseFrom(value);
            (_ledger.NowMs, _ledger.LastNumber, _filter) = (saved.NowMs, saved.LastNumber, new OriginFilter(saved.Newest));
        }
        else if (key.StartsWith(SavedKey.CircuitPrefix, StringComparison.Ordinal))
        {
            _circuits.Load(Circuit.Decode(SavedCircuit.Parser.ParseFrom(value)));
        }
        else
        {
            _blocked.Load(BlockedTarget.Decode(SavedBlocked.Parser.ParseFrom(value)));
        }
    }
}
