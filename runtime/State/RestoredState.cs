using Tocsin.V1;

namespace Tocsin.Runtime.State;

/// <summary>Puts the state of a partition together from its changelog, record by record.</summary>
internal sealed class RestoredState
{
    private readonly Dictionary<byte[], byte[]?> _unfinished = new(KeyComparer.Instance);

    /// <summary>The stage's records as of the last checkpoint.</summary>
    public Dictionary<byte[], byte[]> Records { get; } = new(KeyComparer.Instance);

    /// <summary>Null while no checkpoint was read: the partition has no state.</summary>
    public Checkpoint? Checkpoint { get; private set; }

    public void Add(StateRecord record)
    {
        if (!Changelog.IsCheckpoint(record))
        {
            _unfinished[Changelog.StageKeyOf(record)] = record.Value;
            return;
        }

        foreach (var (key, value) in _unfinished)
        {
            if (value is null)
            {
                Records.Remove(key);
            }
            else
            {
                Records[key] = value;
            }
        }

        _unfinished.Clear();
        Checkpoint = Checkpoint.Parser.ParseFrom(record.Value);
    }
}
