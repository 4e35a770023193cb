using Tocsin.Engine.Auditing;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// What the alarms topic says of ranges of the metrics topic, found by origin: the alarms of one metrics partition may stand in any partition of the alarms
/// topic, and their times are those of whoever wrote them. Of each alarm a few numbers are kept.
/// </summary>
internal sealed class AlarmIndex
{
    private readonly IRecordedLog _log;
    private readonly Topics _topics;
    private readonly IReadOnlyDictionary<int, RecordRange> _ranges;
    private readonly Dictionary<int, List<RecordedAlarm>> _found;
    private readonly Dictionary<int, long> _retainedFrom = [];
    private readonly List<InputRecord> _unreadable = [];

    /// <param name="log">Where the topics are.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="ranges">By metrics partition.</param>
    /// <param name="cancel">Ends it early; what was found by then is of no use.</param>
    public AlarmIndex(IRecordedLog log, Topics topics, IReadOnlyDictionary<int, RecordRange> ranges, CancellationToken cancel)
    {
        (_log, _topics, _ranges) = (log, topics, ranges);
        _found = ranges.Keys.ToDictionary(partition => partition, _ => new List<RecordedAlarm>());
        Parallel.For(0, log.Partitions(topics.Alarms), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, partition => Read(partition, cancel));
        foreach (var recorded in _found.Values)
        {
            recorded.Sort(RecordedAlarm.Compare);
        }
    }

    /// <summary>Records among those of the ranges that aren't alarms with an origin.</summary>
    public IReadOnlyList<InputRecord> Unreadable => _unreadable;

    /// <summary>In the order of their origins.</summary>
    public IReadOnlyList<RecordedAlarm> Of(int partition) => _found[partition];

    /// <summary>Alarms from before this record of a metrics partition may have been deleted by now; 0 where none can have been.</summary>
    public long RetainedFrom(int partition) => _retainedFrom.GetValueOrDefault(partition);

    private void Read(int partition, CancellationToken cancel)
    {
        var bounds = _log.Bounds(_topics.Alarms, partition);
        var first = new Dictionary<int, long>();
        var pending = new List<InputRecord>();
        var wasInside = false;
        foreach (var record in _log.Read(_topics.Alarms, partition, bounds, cancel))
        {
            if (RecordedAlarm.Read(record.Value) is not { } alarm)
            {
                pending.Add(record);
                continue;
            }

            var origin = alarm.Origin;
            var isOurs = origin.Topic == _topics.Metrics && _ranges.ContainsKey(origin.Partition);
            var isInside = isOurs && origin.Offset >= _ranges[origin.Partition].From && origin.Offset < _ranges[origin.Partition].To;
            if (isOurs)
            {
                first.TryAdd(origin.Partition, origin.Offset);
            }

            Settle(pending, wasInside || isInside);
            wasInside = isInside;
            if (isInside)
            {
                Add(origin, RecordedAlarm.Of(alarm, partition, record.Offset, record.Key, record.Value));
            }
        }

        Settle(pending, wasInside || bounds.Length == pending.Count);
        Retained(bounds, first);
    }

    private void Add(Origin origin, RecordedAlarm recorded)
    {
        var all = _found[origin.Partition];
        lock (all)
        {
            all.Add(recorded);
        }
    }

    /// <summary>What can't be read says nothing of where it belongs: it belongs to the ranges if what stands beside it does.</summary>
    private void Settle(List<InputRecord> pending, bool belongs)
    {
        if (belongs)
        {
            lock (_unreadable)
            {
                _unreadable.AddRange(pending);
            }
        }

        pending.Clear();
    }

    private void Retained(RecordRange bounds, Dictionary<int, long> first)
    {
        if (bounds.From == 0)
        {
            return;
        }

        lock (_retainedFrom)
        {
            foreach (var (partition, range) in _ranges)
            {
                var from = first.TryGetValue(partition, out var offset) ? offset + 1 : range.To;
                _retainedFrom[partition] = Math.Max(from, _retainedFrom.GetValueOrDefault(partition));
            }
        }
    }
}
