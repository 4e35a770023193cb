using Google.Protobuf;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Origins;
using Tocsin.Engine.Rules;
using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Runtime;

/// <summary>
/// What a plain detector makes of the input topic as it stands, ticks included, held against the alarms that were written: byte for byte, behind
/// the origin filter where the cluster has no transactions. What agrees is forgotten, so it can go on for ever.
/// </summary>
internal sealed class PlainRun : IDisposable
{
    private static readonly TimeSpan _wait = TimeSpan.FromMilliseconds(50);
    private readonly Topics _topics;
    private readonly RuleSet _rules;
    private readonly bool _filters;
    private readonly TopicReader _input;
    private readonly TopicReader _alarms;
    private readonly Dictionary<int, Detector> _detectors = [];
    private readonly Dictionary<int, OriginFilter> _filtersByPartition = [];
    private readonly Dictionary<int, long> _ends = [];
    private readonly DetectorOutput _output = new();
    private readonly SortedDictionary<Place, AlarmMessage> _due = [];
    private readonly SortedDictionary<Place, byte[]> _found = [];

    /// <param name="client">How to reach the cluster.</param>
    /// <param name="topics">Where input and alarms are.</param>
    /// <param name="rules">What the detector evaluates.</param>
    /// <param name="filters">Whether repetitions are dropped by their origin, as consumers do.</param>
    public PlainRun(ClientSettings client, Topics topics, RuleSet rules, bool filters)
    {
        (_topics, _rules, _filters) = (topics, rules, filters);
        _input = new TopicReader(client, topics.Metrics, fromBeginning: true);
        _alarms = new TopicReader(client, topics.Alarms, fromBeginning: true);
    }

    /// <summary>Where an alarm came from; in the order of the input.</summary>
    private readonly record struct Place(int Partition, long Offset, uint Index) : IComparable<Place>
    {
        public int CompareTo(Place other) => (Partition, Offset, Index).CompareTo((other.Partition, other.Offset, other.Index));
    }

    /// <summary>Records of the input read so far that hold samples.</summary>
    public int Published { get; private set; }

    public int Ticks { get; private set; }

    /// <summary>Alarms that were due and came.</summary>
    public int Agreed { get; private set; }

    /// <summary>Alarms that came once more and were dropped by their origin.</summary>
    public int Repeated { get; private set; }

    /// <summary>The last alarms that agreed, oldest first.</summary>
    public Queue<AlarmMessage> Latest { get; } = new();

    /// <summary>The offset behind the last record of a partition of the input.</summary>
    public long EndOf(int partition) => _ends[partition];

    /// <summary>Reads what there is now and compares. The first difference; null if there is none. What is missing may still come.</summary>
    public string? Difference()
    {
        Read(_input, Process);
        Read(_alarms, Find);
        return Compare();
    }

    public void Dispose()
    {
        _input.Dispose();
        _alarms.Dispose();
    }

    /// <summary>Not for ever, though more may come all the time.</summary>
    private static void Read(TopicReader reader, Action<InputRecord> take)
    {
        const int Most = 5_000;
        for (var count = 0; count < Most && reader.Read(_wait) is { } record; count++)
        {
            take(record);
        }
    }

    private void Process(InputRecord record)
    {
        var body = MetricRecord.Parser.ParseFrom(record.Value).BodyCase;
        Ticks += body == MetricRecord.BodyOneofCase.Tick ? 1 : 0;
        Published += body is MetricRecord.BodyOneofCase.Sample or MetricRecord.BodyOneofCase.Batch ? 1 : 0;
        _ends[record.Partition] = record.Offset + 1;
        if (!_detectors.TryGetValue(record.Partition, out var detector))
        {
            _detectors[record.Partition] = detector = new Detector(_rules);
        }

        _output.Clear();
        detector.Process(record.Value, record.TimestampMs, version => version == _rules.Version ? _rules : null, _output);
        for (var i = 0; i < _output.Alarms.Count; i++)
        {
            var alarm = _output.Alarms[i];
            alarm.Origin = new Origin { Topic = _topics.Metrics, Partition = record.Partition, Offset = record.Offset, Index = (uint)i };
            _due[PlaceOf(alarm)] = alarm;
        }
    }

    private void Find(InputRecord record)
    {
        var alarm = AlarmMessage.Parser.ParseFrom(record.Value);
        if (!_filtersByPartition.TryGetValue(record.Partition, out var filter))
        {
            _filtersByPartition[record.Partition] = filter = new OriginFilter();
        }

        var isNew = filter.IsNew(alarm.Origin);
        Repeated += isNew ? 0 : 1;
        if (isNew || !_filters)
        {
            _found.Add(PlaceOf(alarm), record.Value!);
        }
    }

    private string? Compare()
    {
        foreach (var (place, value) in _found.ToList())
        {
            if (!_due.TryGetValue(place, out var due))
            {
                continue;
            }

            if (!due.ToByteArray().AsSpan().SequenceEqual(value))
            {
                return $"expected {due}, found {AlarmMessage.Parser.ParseFrom(value)}";
            }

            Agree(place, due);
        }

        return _found.Count > 0 ? $"not expected: {AlarmMessage.Parser.ParseFrom(_found.First().Value)}"
            : _due.Count > 0 ? $"{_due.Count} missing, the first of them {_due.First().Value}"
            : null;
    }

    private void Agree(Place place, AlarmMessage alarm)
    {
        const int Kept = 100;
        _found.Remove(place);
        _due.Remove(place);
        Agreed++;
        Latest.Enqueue(alarm);
        if (Latest.Count > Kept)
        {
            Latest.Dequeue();
        }
    }

    private static Place PlaceOf(AlarmMessage alarm) => new(alarm.Origin.Partition, alarm.Origin.Offset, alarm.Origin.Index);
}
