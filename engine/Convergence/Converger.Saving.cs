using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Origins;
using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

public sealed partial class Converger
{
    private bool _isDirty;

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key.</summary>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static Converger Load(int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state, int maxWaiting = DefaultMaxWaiting)
    {
        var loading = new SavedState();
        SavedRecord.ForEach(state.Select(record => KeyValuePair.Create(Encoding.UTF8.GetString(record.Key), record.Value)), loading.Add);
        var converger = new Converger(partition, maxWaiting);
        converger.Load(loading);
        return converger;
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed)
    {
        _ledger.Save(changed);
        if (_isDirty)
        {
            var saved = new SavedConvergence { NowMs = _ledger.NowMs, LastNumber = _ledger.LastNumber, Newest = { _filter.Newest } };
            changed.Add(new(SavedKey.OfPartition(), saved.ToByteArray()));
            _isDirty = false;
        }
    }

    private void Load(SavedState state)
    {
        _ledger.NowMs = state.Partition.NowMs;
        _ledger.LastNumber = state.Partition.LastNumber;
        _filter = new OriginFilter(state.Partition.Newest);
        state.Build(_ledger);
        foreach (var open in state.Open.Values)
        {
            _open.Load(open);
        }

        foreach (var group in state.Groups.Values.Where(group => !group.IsOver))
        {
            _groups.Load(group);
        }

        foreach (var merge in state.Merges.Values)
        {
            _merges.Load(merge);
        }
    }
}
