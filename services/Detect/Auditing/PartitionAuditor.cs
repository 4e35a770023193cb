using Tocsin.Detect.Rules;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Detect.Auditing;

/// <summary>Replays one partition and compares. Used once, by one thread.</summary>
internal sealed class PartitionAuditor(IRecordedLog log, AuditSettings settings, RecordedRules rules, Snapshots? snapshots, AuditProgress progress)
{
    private const int TellEvery = 1_024;
    private readonly List<Finding> _findings = [];
    private long _records;
    private long _told;
    private long _toldSamples;

    public PartitionOutcome Run(PartitionPlan plan, AlarmIndex index, CancellationToken cancel)
    {
        var settling = plan.Start.Settling;
        var detector = plan.Start.Load();
        var replay = new PartitionReplay(settings.Topics.Metrics, plan.Partition, detector, rules.Find);
        var audit = new AlarmAudit(index.Of(plan.Partition), settling, Keep)
        {
            From = plan.Range.From,
            RetainedFrom = index.RetainedFrom(plan.Partition),
            MaxBytes = OutputRecord.MaxBytes,
        };
        InputRecord? last = null;
        var firstMs = 0L;
        var next = plan.Start.Offset;
        foreach (var record in log.Read(settings.Topics.Metrics, plan.Partition, plan.Replayed, cancel))
        {
            settling?.Begin(record.TimestampMs);
            audit.Take(record.Offset, replay.Process(record.Offset, record.TimestampMs, record.Value));
            firstMs = firstMs == 0 && record.Offset >= plan.Range.From ? detector.ClockMs : firstMs;
            (last, next) = (record, record.Offset + 1);
            if (++_records % TellEvery == 0)
            {
                Tell(next - plan.Start.Offset, detector);
            }
        }

        next = cancel.IsCancellationRequested ? next : plan.Range.To;
        Tell(next - plan.Start.Offset, detector);
        if (!cancel.IsCancellationRequested)
        {
            audit.Finish();
        }

        if (settling is null && last is not null)
        {
            snapshots?.Keep(last, new(next, State(detector)));
        }

        return new()
        {
            Partition = plan.Partition,
            Range = plan.Range,
            Start = plan.Start.Kind,
            StartOffset = plan.Start.Offset,
            Notes = plan.Notes,
            WholeFromMs = settling is not null && settling.WholeFromMs > firstMs ? settling.WholeFromMs : null,
            Next = next,
            Records = _records,
            Samples = detector.Counters.Samples,
            Counts = audit.Counts,
            Findings = _findings,
        };
    }

    private static List<KeyValuePair<byte[], byte[]>> State(Detector detector)
    {
        var records = new List<KeyValuePair<byte[], byte[]?>>();
        detector.SaveWhole(records);
        return [.. records.Where(record => record.Value is not null).Select(record => new KeyValuePair<byte[], byte[]>(record.Key, record.Value!))];
    }

    private void Keep(Finding finding)
    {
        if (_findings.Count < settings.MaxDifferences)
        {
            _findings.Add(finding);
        }
    }

    private void Tell(long done, Detector detector)
    {
        progress.Add(done - _told, detector.Counters.Samples - _toldSamples);
        (_told, _toldSamples) = (done, detector.Counters.Samples);
    }
}
