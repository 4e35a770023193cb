using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>Remembers what of a detector's state is saved, and hands out what has changed.</summary>
internal sealed class StateSaver
{
    private readonly StateWriter _writer = new();
    private byte[] _detector = [];

    /// <summary>The number of records each page has.</summary>
    private int[] _parts = [];

    /// <summary>A page was found in a saved state, in so many records.</summary>
    public void Loaded(int page, int parts)
    {
        Cover(page);
        _parts[page] = parts;
    }

    public void Loaded(byte[] detector) => _detector = detector;

    public void Save(PartitionState state, DetectorRecord detector, List<KeyValuePair<byte[], byte[]?>> changed)
    {
        var encoded = detector.Encode();
        if (!encoded.AsSpan().SequenceEqual(_detector))
        {
            _detector = encoded;
            changed.Add(new(StateKey.Detector(), encoded));
        }

        var frame = new PageFrame(detector.RulesVersion);
        var entities = new EntityPage(state);
        var dirty = state.Entities.Dirty;
        for (var page = dirty.Next(0); page >= 0; page = dirty.Next(page + 1))
        {
            Cover(page);
            _writer.Clear();
            var parts = entities.Write(_writer, page, detector.NextCheck) ? frame.Split(page, _writer.Written, changed) : 0;
            for (var part = parts; part < _parts[page]; part++)
            {
                changed.Add(new(new StateKey(page, part).ToBytes(), null));
            }

            _parts[page] = parts;
        }

        dirty.Clear();
    }

    private void Cover(int page)
    {
        if (page >= _parts.Length)
        {
            Array.Resize(ref _parts, Math.Max(page + 1, _parts.Length * 2));
        }
    }
}
