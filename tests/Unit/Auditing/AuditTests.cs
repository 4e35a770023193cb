using Google.Protobuf;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

public sealed class AuditTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("tocsin").FullName;
    private readonly RecordedShop _shop = new();

    [Fact]
    public void Range_ThatSawEverything_IsIdentical()
    {
        var report = _shop.Audit();

        Assert.True(report.IsIdentical);
        Assert.Equal(_shop.Alarms.Count, report.Counts.Identical);
        Assert.True(report.Counts is { Repeated: > 0, Undecided: 0, Derived: > 50 }, $"{report.Counts}");
        Assert.All(report.Partitions, partition => Assert.Equal(StartKind.Beginning, partition.Start));
    }

    [Fact]
    public void Range_InTheMiddle_IsIdenticalAndMostOfItIsDecided()
    {
        for (var from = 20; from < RecordedShop.Minutes - 20; from += 7)
        {
            var report = _shop.Audit(from, from + 20);

            Assert.Empty(report.Differences);
            Assert.True(report.IsIdentical, $"from {from}: {report.Counts}");
            Assert.True(report.Counts.Identical >= report.Counts.Undecided, $"from {from}: {report.Counts}");
            Assert.All(report.Partitions, partition => Assert.NotEqual(StartKind.Retained, partition.Start));
        }
    }

    [Fact]
    public void Bit_FlippedInARecordedAlarm_IsFoundAndNamed()
    {
        var victim = _shop.Log.Of(_shop.Topics.Alarms, 0)[3];
        var derived = RecordedShop.AlarmOf(victim);
        for (var bit = 0; bit < victim.Value!.Length * 8; bit += 5)
        {
            var value = (byte[])victim.Value.Clone();
            value[bit / 8] ^= (byte)(1 << (bit % 8));
            _shop.Log.Replace(victim, value);

            var report = _shop.Audit();

            var difference = Assert.Single(report.Differences);
            Assert.Equal(FindingKind.Changed, difference.Kind);
            Assert.Equal(derived.Origin, difference.Derived!.Origin);
            Assert.Equal((victim.Partition, victim.Offset), difference.RecordedAt);
            Assert.Contains(difference.Reason, (string[])["bit-flipped", "unreadable"]);
            Assert.Contains($"bit {bit % 8} of byte {bit / 8} is flipped", difference.Detail, StringComparison.Ordinal);
            Assert.Empty(report.Unreadable);
        }
    }

    [Fact]
    public void Alarm_Removed_IsMissing()
    {
        var victim = Unrepeated();
        _shop.Log.Remove(victim);

        var difference = Assert.Single(_shop.Audit().Differences);

        Assert.Equal((FindingKind.Missing, "not-recorded"), (difference.Kind, difference.Reason));
        Assert.Equal(RecordedShop.AlarmOf(victim), difference.Derived);
    }

    [Fact]
    public void Alarm_Added_IsNamedWithWhyItCantBe()
    {
        var genuine = RecordedShop.AlarmOf(Unrepeated());
        var elsewhere = Forge(genuine, alarm => alarm.Origin.Offset++);
        var nowhere = Forge(genuine, alarm => alarm.Origin.Offset += 1_000_000);
        var unknownRule = Forge(genuine, alarm => (alarm.RuleName, alarm.Origin.Index) = ("no_rule", 99));

        var differences = _shop.Audit().Differences;

        Assert.Equal(["does-not-follow", "no-such-rule"], differences.Select(difference => difference.Reason).Order());
        Assert.All(differences, difference => Assert.Equal(FindingKind.Added, difference.Kind));
        Assert.Equal(
            new[] { elsewhere.Origin.Offset, unknownRule.Origin.Offset }.Order(),
            differences.Select(difference => difference.Offset).Order());
        Assert.DoesNotContain(differences, difference => difference.Offset == nowhere.Origin.Offset);
    }

    [Fact]
    public void Alarm_ChangedInOneField_IsNamedWithTheField()
    {
        var victim = Unrepeated();
        var alarm = RecordedShop.AlarmOf(victim);
        alarm.AlarmMessage_ = "nothing to see here";
        _shop.Log.Replace(victim, alarm.ToByteArray());

        var difference = Assert.Single(_shop.Audit().Differences);

        Assert.Equal((FindingKind.Changed, "altered"), (difference.Kind, difference.Reason));
        Assert.Equal(["alarmMessage"], difference.Fields.Select(field => field.Field));
    }

    [Fact]
    public void Repetition_ThatDiffers_IsADifference()
    {
        var twice = _shop.Log.Of(_shop.Topics.Alarms).GroupBy(record => Convert.ToHexString(record.Value!)).First(group => group.Count() > 1).Last();
        var alarm = RecordedShop.AlarmOf(twice);
        alarm.Name = "other";
        _shop.Log.Replace(twice, alarm.ToByteArray());

        Assert.Single(_shop.Audit().Differences);
    }

    [Fact]
    public void Rules_ChangedInThePast_AreNamed()
    {
        var version = RecordedShop.AlarmOf(_shop.Log.Of(_shop.Topics.Alarms, 0)[^1]).RuleVersion;
        _shop.ChangeThePast(version);

        var differences = _shop.Audit().Differences;

        Assert.NotEmpty(differences);
        Assert.All(differences, difference => Assert.Equal("rules-altered", difference.Reason));
    }

    [Fact]
    public void Beginning_EatenByRetention_IsSaidAndTheRestIsAudited()
    {
        var first = _shop.Log.OffsetOf(_shop.Topics.Metrics, 0, RecordedShop.Minute(30));
        _shop.Log.DeleteBefore(_shop.Topics.Metrics, 0, first);
        var victim = Unrepeated(alarm => alarm.Origin.Partition == 0 && alarm.StartTime > RecordedShop.Minute(85));
        _shop.Log.Remove(victim);

        var report = _shop.Audit();

        var partition = report.Partitions[0];
        Assert.Equal((StartKind.Retained, first), (partition.Start, partition.Range.From));
        Assert.Equal([$"retention has deleted the records before offset {first}"], partition.Notes);
        Assert.NotNull(partition.WholeFromMs);
        Assert.Equal(RecordedShop.AlarmOf(victim).Id, Assert.Single(report.Differences).Derived!.Id);
    }

    [Fact]
    public void Alarms_EatenByRetention_AreUndecidedNotMissing()
    {
        _shop.Log.DeleteBefore(_shop.Topics.Alarms, 0, 5);

        var counts = _shop.Audit().Counts;

        Assert.Equal((0L, true), (counts.Differences, counts.Expired > 0));
    }

    [Fact]
    public void Records_DetectHasNotComeTo_AreNotAudited()
    {
        _shop.Log.Positions[2] = 100;

        var partition = _shop.Audit().Partitions[2];

        Assert.Equal(100, partition.Range.To);
        Assert.StartsWith("Detect has come to offset 100:", Assert.Single(partition.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void SecondAudit_StartsFromWhatTheFirstKept()
    {
        var before = _shop.Audit(0, 60, _cache);
        var after = _shop.Audit(61, cache: _cache);

        Assert.All(before.Partitions, partition => Assert.Equal(StartKind.Beginning, partition.Start));
        Assert.All(after.Partitions, partition => Assert.Equal((StartKind.Snapshot, before.Partitions[partition.Partition].Range.To), (partition.Start, partition.StartOffset)));
        Assert.True(after.IsIdentical);
        Assert.Equal(0, after.Counts.Undecided);
    }

    [Fact]
    public void Snapshot_OfAnotherLog_IsPassedOver()
    {
        _shop.Audit(0, 60, _cache);
        var last = _shop.Log.OffsetOf(_shop.Topics.Metrics, 0, RecordedShop.Minute(60)) - 1;
        var record = _shop.Log.Of(_shop.Topics.Metrics, 0)[(int)last];
        _shop.Log.Replace(record, new MetricRecord { Tick = new Tick { TimeMs = 1 } }.ToByteArray());

        Assert.Equal([StartKind.WarmUp, StartKind.Snapshot, StartKind.Snapshot], _shop.Audit(61, cache: _cache).Partitions.Select(partition => partition.Start));
    }

    [Fact]
    public void Interrupted_AndResumed_FindsWhatAWholeOneFinds()
    {
        _shop.Log.Remove(Unrepeated());
        var whole = _shop.Audit();
        var done = 0;
        for (var turn = 0; ; turn++)
        {
            using var cancel = new CancellationTokenSource();
            var log = new InterruptingLog(_shop.Log, cancel, _shop.Topics.Metrics, after: 150);
            var report = new Audit(log, new AuditSettings
            {
                Topics = _shop.Topics, FromMs = RecordedShop.Minute(0), CacheFolder = _cache, Resumes = turn > 0, Threads = 1,
            }).Run(cancel.Token);
            done++;
            if (report.IsComplete)
            {
                Assert.Equal(whole.Counts, report.Counts);
                Assert.Equal(whole.Differences.Select(difference => difference.Derived), report.Differences.Select(difference => difference.Derived));
                break;
            }

            Assert.True(turn < 50);
        }

        Assert.True(done > 3);
        Assert.Empty(Directory.EnumerateFiles(_cache, "audit-*", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    /// <summary>A recorded alarm of which there is only one record.</summary>
    private InputRecord Unrepeated(Func<AlarmMessage, bool>? fits = null) => _shop.Log.Of(_shop.Topics.Alarms)
        .GroupBy(record => Convert.ToHexString(record.Value!))
        .Where(group => group.Count() == 1)
        .Select(group => group.Single())
        .Where(record => fits?.Invoke(RecordedShop.AlarmOf(record)) ?? true)
        .Skip(3)
        .First();

    private AlarmMessage Forge(AlarmMessage genuine, Action<AlarmMessage> change)
    {
        var forged = genuine.Clone();
        forged.Id = Guid.NewGuid().ToString();
        change(forged);
        _shop.Log.Append(_shop.Topics.Alarms, 1, RecordedShop.StartMs, Tocsin.Protos.EntityKey.Of(forged.Id0, forged.Id1), forged.ToByteArray());
        return forged;
    }
}
