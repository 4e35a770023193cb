using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Unit.Auditing;

/// <summary>Topics in memory, which a test may tamper with.</summary>
internal sealed class MemoryLog : IRecordedLog
{
    private readonly Dictionary<(string Topic, int Partition), List<InputRecord>> _records = [];
    private readonly Dictionary<(string Topic, int Partition), long> _begins = [];
    private readonly Dictionary<string, int> _partitions = [];

    public string Name => "memory";

    /// <summary>Of any group, unless groups are told apart.</summary>
    public Dictionary<int, long> Positions { get; } = [];

    public Dictionary<(string Group, string Topic), Dictionary<int, long>> Groups { get; } = [];

    public void Create(string topic, int partitions) => _partitions[topic] = partitions;

    public IReadOnlyList<InputRecord> Of(string topic, int partition) => List(topic, partition);

    public IEnumerable<InputRecord> Of(string topic) => Enumerable.Range(0, _partitions[topic]).SelectMany(partition => List(topic, partition));

    public InputRecord Append(string topic, int partition, long timestampMs, byte[]? key, byte[]? value)
    {
        var list = List(topic, partition);
        var record = new InputRecord(topic, partition, list.Count == 0 ? 0 : list[^1].Offset + 1, timestampMs, key, value, null);
        list.Add(record);
        return record;
    }

    public void Replace(InputRecord old, byte[]? value)
    {
        var list = List(old.Topic, old.Partition);
        list[list.FindIndex(record => record.Offset == old.Offset)] = old with { Value = value };
    }

    public void Remove(InputRecord record) => List(record.Topic, record.Partition).RemoveAll(each => each.Offset == record.Offset);

    /// <summary>As retention does.</summary>
    public void DeleteBefore(string topic, int partition, long offset)
    {
        _begins[(topic, partition)] = offset;
        List(topic, partition).RemoveAll(record => record.Offset < offset);
    }

    public int Partitions(string topic) => _partitions.GetValueOrDefault(topic) is > 0 and var count ? count : throw new StageFailureException($"there is no topic {topic}");

    public RecordRange Bounds(string topic, int partition)
    {
        var list = List(topic, partition);
        var begin = _begins.GetValueOrDefault((topic, partition));
        return new(begin, list.Count == 0 ? begin : list[^1].Offset + 1);
    }

    public long OffsetOf(string topic, int partition, long timeMs) =>
        List(topic, partition).FirstOrDefault(record => record.TimestampMs >= timeMs)?.Offset ?? Bounds(topic, partition).To;

    public IEnumerable<InputRecord> Read(string topic, int partition, RecordRange range, CancellationToken cancel) =>
        List(topic, partition).Where(record => record.Offset >= range.From && record.Offset < range.To).TakeWhile(_ => !cancel.IsCancellationRequested);

    public IReadOnlyDictionary<int, long> Committed(string group, string topic) =>
        Groups.Count == 0 ? Positions : Groups.GetValueOrDefault((group, topic)) ?? [];

    public void Dispose()
    {
    }

    private List<InputRecord> List(string topic, int partition)
    {
        lock (_records)
        {
            return _records.TryGetValue((topic, partition), out var list) ? list : _records[(topic, partition)] = [];
        }
    }
}
