using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Protos;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Ranges.Files;

namespace Tocsin.Detect.Auditing;

/// <summary>
/// Exports what an audit of a range needs: the metrics of the range and as much before it as windows need, all rules, and the recorded alarms that say they
/// follow from these metrics.
/// </summary>
public sealed class AuditExport(IRecordedLog log, AuditSettings settings)
{
    private const long MsPerMinute = 60_000;

    public ExportManifest Write(string folder, CancellationToken cancel)
    {
        var topics = settings.Topics;
        var rules = new RecordedRules(log, topics);
        var export = new LogExport(log, folder);
        var ranges = Enumerable.Range(0, log.Partitions(topics.Metrics)).ToDictionary(partition => partition, partition => Range(partition, rules));
        foreach (var (partition, range) in ranges)
        {
            export.Add(topics.Metrics, partition, range, _ => true, cancel);
        }

        Whole(export, topics.Rules, cancel);
        for (var partition = 0; partition < log.Partitions(topics.Alarms); partition++)
        {
            export.Add(topics.Alarms, partition, log.Bounds(topics.Alarms, partition), record => IsOf(RecordedAlarm.Read(record.Value)?.Origin, topics, ranges), cancel);
        }

        return export.Finish(new()
        {
            Format = ExportManifest.CurrentFormat,
            Prefix = topics.Prefix,
            FromMs = settings.FromMs,
            ToMs = settings.ToMs,
            Positions = log.Committed(settings.GroupId, topics.Metrics),
            Rules = [.. ranges.SelectMany(range => rules.Within(range.Key, range.Value)).Select(set => set.Version).Distinct().Order(StringComparer.Ordinal)],
        });
    }

    /// <summary>What isn't an alarm is kept: an audit has to see it, too.</summary>
    private static bool IsOf(V1.Origin? origin, Topics topics, Dictionary<int, RecordRange> ranges) => origin is null
        || (origin.Topic == topics.Metrics && ranges.TryGetValue(origin.Partition, out var range) && origin.Offset >= range.From && origin.Offset < range.To);

    private void Whole(LogExport export, string topic, CancellationToken cancel)
    {
        for (var partition = 0; partition < log.Partitions(topic); partition++)
        {
            export.Add(topic, partition, log.Bounds(topic, partition), _ => true, cancel);
        }
    }

    private RecordRange Range(int partition, RecordedRules rules)
    {
        var topic = settings.Topics.Metrics;
        var bounds = log.Bounds(topic, partition);
        var warmUp = WarmUp.Of(rules.Within(partition, bounds));
        var from = log.OffsetOf(topic, partition, settings.FromMs - (warmUp.Minutes * MsPerMinute));
        var to = settings.ToMs is { } toMs ? log.OffsetOf(topic, partition, toMs) : bounds.To;
        return new(from, Math.Max(from, to));
    }
}
