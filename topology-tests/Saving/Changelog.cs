using System.Text;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Saving;

namespace Tocsin.TopologyTests.Saving;

/// <summary>What a compacted topic keeps: the last value of each key, and nothing of a key whose last value is none.</summary>
internal sealed class Changelog
{
    private readonly Dictionary<string, byte[]> _records = [];

    public bool IsEmpty => _records.Count == 0;

    public void Save(Detector detector)
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        detector.Save(changed);
        foreach (var (key, value) in changed)
        {
            if (value is not null)
            {
                _records[Encoding.UTF8.GetString(key)] = value;
            }
            else if (!_records.Remove(Encoding.UTF8.GetString(key)))
            {
                throw new InvalidOperationException($"{Encoding.UTF8.GetString(key)} was taken back, but never written");
            }
        }
    }

    public Detector Load(Func<string, RuleSet?> findRules) => Detector.Load([.. _records.Select(Encode)], findRules);

    public void Rewrite(Func<DetectorRecord, DetectorRecord> change) =>
        _records["detector"] = change(DetectorRecord.Decode(_records["detector"])).Encode();

    private static KeyValuePair<byte[], byte[]> Encode(KeyValuePair<string, byte[]> record) => new(Encoding.UTF8.GetBytes(record.Key), record.Value);
}
