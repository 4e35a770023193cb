using System.Runtime.InteropServices;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Windows;

namespace Tocsin.Engine.Saving;

/// <summary>The records of a saved state, sorted out and not yet read.</summary>
internal sealed class SavedState
{
    private readonly List<(StateKey Key, byte[] Value)> _pages = [];

    public SavedState(IReadOnlyCollection<KeyValuePair<byte[], byte[]>> records)
    {
        byte[]? detector = null;
        _pages.EnsureCapacity(records.Count);
        foreach (var (key, value) in records)
        {
            if (!StateKey.IsDetector(key))
            {
                _pages.Add((StateKey.Parse(key), value));
                continue;
            }

            detector = detector is null ? value : throw new BrokenStateException("the record 'detector' comes twice");
        }

        DetectorBytes = detector ?? throw new BrokenStateException("the record 'detector' is missing");
        Detector = DetectorRecord.Decode(DetectorBytes);
        _pages.Sort((left, right) => left.Key.Page != right.Key.Page ? left.Key.Page.CompareTo(right.Key.Page) : left.Key.Part.CompareTo(right.Key.Part));
    }

    public DetectorRecord Detector { get; }

    public byte[] DetectorBytes { get; }

    /// <summary>Builds the state. The saver learns which records there are.</summary>
    public PartitionState Build(RuleSet rules, StateSaver saver)
    {
        var state = new PartitionState(new Plan(rules));
        var frame = new PageFrame(Detector.RulesVersion);
        var entities = new EntityPage(state);
        var records = CollectionsMarshal.AsSpan(_pages);
        while (!records.IsEmpty)
        {
            var page = records[0].Key.Page;
            var parts = 1;
            while (parts < records.Length && records[parts].Key.Page == page)
            {
                parts++;
            }

            var reader = new StateReader(frame.Join(records[..parts]), $"the record '{records[0].Key}'");
            entities.Read(ref reader, page, Detector.NextCheck);
            saver.Loaded(page, parts);
            records = records[parts..];
        }

        saver.Loaded(DetectorBytes);
        state.Entities.Dirty.Clear();
        return state.Entities.Count == Detector.Entities
            ? state
            : throw new BrokenStateException($"the record 'detector' says {Detector.Entities} entities, but there are {state.Entities.Count}");
    }
}
