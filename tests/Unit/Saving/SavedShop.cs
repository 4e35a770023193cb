using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Saving;

/// <summary>A detector with a few services of which some alarm, and the changelog it is saved to.</summary>
internal sealed class SavedShop
{
    private const long StartMs = 1_763_690_000_000;
    private const int MsPerMinute = 60_000;
    private long _nowMs = StartMs;

    public static RuleSet Rules { get; } = Read("slow_rule:\n    expression: sum(latency > 100) >= 2\n    period: 5\n    silence-period: 3\n    message: '{name} is slow: {value}'");

    public static RuleSet OtherRules { get; } = Read("slow_rule:\n    expression: sum(latency > 200) >= 2\n    period: 5\n    message: slow");

    public Detector Detector { get; } = new(Rules);

    public SortedDictionary<string, byte[]> Records { get; } = new(StringComparer.Ordinal);

    public static RuleSet? Find(string version) => version == Rules.Version ? Rules : version == OtherRules.Version ? OtherRules : null;

    /// <summary>A minute later; every service of the range sends a value, odd ones a bad one.</summary>
    public void Send(int first, int count, string attribute = "")
    {
        _nowMs += MsPerMinute;
        for (var number = first; number < first + count; number++)
        {
            var sample = new Sample { Metric = "latency", Entity = new Entity { Scope = Scope.Service, Id0 = $"svc-{number}" }, Integer = number % 2 == 0 ? 50 : 150 };
            if (attribute.Length > 0)
            {
                sample.Entity.Attributes["note"] = attribute;
            }

            Process(new MetricRecord { Sample = sample });
        }
    }

    public void Tick(int minutes)
    {
        for (; minutes > 0; minutes--)
        {
            _nowMs += MsPerMinute;
            Process(new MetricRecord { Tick = new Tick { TimeMs = _nowMs } });
        }
    }

    /// <summary>What a save hands out: key and value as text, - for a key taken back, + for any other value.</summary>
    public IReadOnlyList<string> Save()
    {
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        Detector.Save(changed);
        foreach (var (key, value) in changed)
        {
            Records.Remove(Encoding.UTF8.GetString(key));
            if (value is not null)
            {
                Records.Add(Encoding.UTF8.GetString(key), value);
            }
        }

        return [.. changed.Select(record => (record.Value is null ? "-" : "+") + Encoding.UTF8.GetString(record.Key))];
    }

    public Detector Load(Func<string, RuleSet?>? findRules = null) =>
        Detector.Load([.. Records.Select(record => new KeyValuePair<byte[], byte[]>(Encoding.UTF8.GetBytes(record.Key), record.Value))], findRules ?? Find);

    private static RuleSet Read(string rule) => SettingsReader.Read($"rules:\n  {rule}\n", "shop.yml").RuleSet!;

    private void Process(MetricRecord record) => Detector.Process(record.ToByteArray(), _nowMs, Find, new DetectorOutput());
}
