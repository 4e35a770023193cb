using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>The buckets of an alarm's window as they were when it was decided: for each minute the last sample of entity and metric before the alarm.</summary>
internal static class SampleBuckets
{
    private const long MinuteMs = 60_000;
    private const int MaxRecords = 2_000_000;
    private const int Lot = 10_000;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>One node for each metric of the alarm.</summary>
    /// <exception cref="StageFailureException">There is no such topic, or no Kafka.</exception>
    public static IReadOnlyList<StoryNode> Of(AlarmMessage alarm, TopicScan scan)
    {
        var observed = alarm.Values.DistinctBy(value => value.Metric).ToList();
        if (observed.Count == 0 || alarm.Origin is not { } origin || origin.Topic != scan.Topics.Metrics)
        {
            return [new("samples", 0, "the alarm names no metric, or not the record of the metrics topic it came from: its samples can't be shown")];
        }

        var lastMinute = (alarm.TimeMs - 1) / MinuteMs * MinuteMs;
        var firstMinute = lastMinute - ((Math.Max(1, alarm.PeriodMinutes) - 1) * MinuteMs);
        var buckets = observed.ToDictionary(value => value.Metric, _ => new Dictionary<long, Bucket>());
        var lost = Read(alarm, origin, scan, firstMinute, (sample, timeMs, logMs) =>
        {
            var minute = timeMs / MinuteMs * MinuteMs;
            if (minute >= firstMinute && minute <= lastMinute && buckets.TryGetValue(sample.Metric, out var minutes))
            {
                var value = observed.First(each => each.Metric == sample.Metric);
                minutes[minute] = new Bucket(minute, SampleValues.Text(sample), SampleValues.IsMatch(sample, value), logMs, sample);
            }
        });
        return [.. observed.Select(value => Node(alarm, value, buckets[value.Metric], (firstMinute, lastMinute), lost))];
    }

    private static StoryNode Node(AlarmMessage alarm, ObservedValue observed, Dictionary<long, Bucket> buckets, (long First, long Last) minutes, string lost)
    {
        var needed = alarm.Count > 0 ? $", {alarm.Count} of {Plural.Of((int)alarm.PeriodMinutes, "minute")} have to be {observed.Op} {observed.Threshold}" : "";
        var node = new StoryNode("samples", 0, $"samples of {observed.Metric} in the window{needed}{lost}");
        for (var minute = minutes.First; minute <= minutes.Last; minute += MinuteMs)
        {
            var match = buckets.TryGetValue(minute, out var bucket) ? bucket.IsMatch switch { true => "  matches", false => "", null => "" } : "";
            node.Children.Add(new("bucket", bucket?.LogTimeMs ?? 0, $"minute {LogTime.Text(minute)[11..16]}  {bucket?.Text ?? "no sample"}{match}", bucket?.Data));
        }

        return node;
    }

    /// <summary>Gives the entity's samples before the alarm; returns what to say if some may be gone.</summary>
    private static string Read(AlarmMessage alarm, Origin origin, TopicScan scan, long firstMinute, Action<Sample, long, long> take)
    {
        using var scanner = new InputScanner(scan.Client, scan.Topics.Metrics);
        var first = scanner.FirstOf(origin.Partition, _patience);
        if (first > origin.Offset)
        {
            return $"; retention has deleted them: {origin.Topic}[{origin.Partition}] begins at offset {first}, the alarm came from {origin.Offset}";
        }

        // A sample may be up to a minute ahead of the log.
        var next = scanner.OffsetOf(origin.Partition, firstMinute - MinuteMs);
        var isCut = first > 0 && next <= first;
        for (var count = 0; next <= origin.Offset && count < MaxRecords;)
        {
            var records = scanner.Read(origin.Partition, next, Lot, _patience, out var reached);
            foreach (var record in records.Where(record => record.Offset <= origin.Offset))
            {
                Take(record, alarm, take);
            }

            count += Math.Max(1, records.Count);
            if (reached == next)
            {
                break;
            }

            next = reached;
        }

        return next <= origin.Offset ? $"; only read up to offset {next} of {origin.Offset}" : isCut ? "; retention may have deleted the first of them" : "";
    }

    private static void Take(InputRecord record, AlarmMessage alarm, Action<Sample, long, long> take)
    {
        if (record.Value is null || !TopicScan.TryParse(MetricRecord.Parser, record.Value, out var metric))
        {
            return;
        }

        if (metric!.Sample is { } sample)
        {
            TakeIf(sample, sample.TimeMs);
        }

        foreach (var point in metric.Batch?.Points ?? [])
        {
            if (Sample(metric.Batch!, point) is { } each)
            {
                TakeIf(each, point.TimeMs > 0 ? point.TimeMs : metric.Batch!.TimeMs);
            }
        }

        void TakeIf(Sample each, long timeMs)
        {
            if (each.Entity is { } entity && entity.Id0 == alarm.Id0 && entity.Id1 == alarm.Id1 && (long)entity.Scope == alarm.ScopeId)
            {
                take(each, timeMs > 0 ? timeMs : record.TimestampMs, record.TimestampMs);
            }
        }
    }

    /// <summary>Null for a point that points nowhere.</summary>
    private static Sample? Sample(Batch batch, Point point)
    {
        if (point.Entity >= batch.Entities.Count || point.Metric >= batch.Metrics.Count)
        {
            return null;
        }

        var sample = new Sample { Metric = batch.Metrics[(int)point.Metric], Entity = batch.Entities[(int)point.Entity], TimeMs = point.TimeMs };
        switch (point.ValueCase)
        {
            case Point.ValueOneofCase.Integer:
                sample.Integer = point.Integer;
                break;
            case Point.ValueOneofCase.Real:
                sample.Real = point.Real;
                break;
            case Point.ValueOneofCase.Several:
                sample.Several = point.Several;
                break;
            case Point.ValueOneofCase.Labelled:
                sample.Labelled = point.Labelled;
                break;
        }

        return sample;
    }
}
