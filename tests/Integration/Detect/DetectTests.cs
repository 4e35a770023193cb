using System.Text;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Integration.Detect;

/// <summary>From a sample on the metrics topic to an alarm on the alarms topic, with a real client.</summary>
public class DetectTests
{
    [Fact]
    public void Samples_OverTheThreshold_BecomeAnAlarmWithItsOrigin()
    {
        using var shop = new Shop();
        shop.PublishMinutes("checkout", [1200, 1300, 200], partition: 1);
        shop.Flush();
        using var detect = shop.Start();

        var record = Assert.Single(shop.Read(shop.Topics.Alarms, expected: 1));
        var alarm = AlarmMessage.Parser.ParseFrom(record.Value);

        Assert.Equal("checkout", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal((AlarmState.Firing, "slow_rule", "checkout took 1300 ms"), (alarm.State, alarm.RuleName, alarm.AlarmMessage_));
        Assert.Equal(shop.Minute(2), alarm.StartTime);
        Assert.Equal(new Origin { Topic = shop.Topics.Metrics, Partition = 1, Offset = 2, Index = 0 }, alarm.Origin);
    }

    [Fact]
    public void Partitions_Several_AreEvaluatedEachByItsOwnClock()
    {
        using var shop = new Shop();
        for (var partition = 0; partition < Cluster.Partitions; partition++)
        {
            shop.PublishMinutes($"service-{partition}", [1200, 1300, 200], from: partition * 5, partition);
        }

        shop.Flush();
        using var detect = shop.Start();

        var firings = shop.Alarms(expected: Cluster.Partitions * 2).Where(alarm => alarm.State == AlarmState.Firing);

        Assert.Equal(
            Enumerable.Range(0, Cluster.Partitions).Select(partition => ($"service-{partition}", partition, shop.Minute((partition * 5) + 2))),
            firings.Select(alarm => (alarm.Name, alarm.Origin.Partition, alarm.TimeMs)).Order());
    }

    [Fact]
    public void Batch_OfSeveralEntities_FiresForEachWithAnIndexOfItsOwn()
    {
        using var shop = new Shop();
        var batch = new Batch { Entities = { Shop.Service("cart"), Shop.Service("catalog") }, Metrics = { "resp_time" } };
        foreach (var (entity, minute) in new[] { (0u, 0), (0u, 1), (1u, 0), (1u, 1) })
        {
            batch.Points.Add(new Point { Entity = entity, TimeMs = shop.Minute(minute), Integer = 5_000 });
        }

        shop.Publish(new MetricRecord { Batch = batch }, shop.Minute(1) + 30_000, partition: 2);
        shop.Publish(new MetricRecord { Tick = new Tick() }, shop.Minute(2) + 10_000, partition: 2);
        shop.Flush();
        using var detect = shop.Start();

        var firings = shop.Alarms(expected: 4).Where(alarm => alarm.State == AlarmState.Firing);

        Assert.Equal(
            [("cart", 2, 1L, 0u), ("catalog", 2, 1L, 1u)],
            firings.Select(alarm => (alarm.Name, alarm.Origin.Partition, alarm.Origin.Offset, alarm.Origin.Index)).Order());
    }

    [Fact]
    public void Partition_GoneIdle_GetsATickAndItsAlarmRecovers()
    {
        using var shop = new Shop();
        using var detect = shop.Start(new ClockAhead(TimeSpan.FromMinutes(10)));
        shop.Read(shop.Topics.Metrics, expected: Cluster.Partitions);
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        shop.Publish(Shop.Sample("checkout", 1200, nowMs - (2 * Shop.MsPerMinute)), nowMs, partition: 0);
        shop.Publish(Shop.Sample("checkout", 1300, nowMs - Shop.MsPerMinute), nowMs, partition: 0);
        shop.Flush();

        var alarms = shop.Alarms(expected: 2);
        var cause = shop.Find(shop.Topics.Metrics, record => record.Partition == 0 && record.Offset == alarms[0].Origin.Offset);

        Assert.Equal([AlarmState.Firing, AlarmState.Recovered], alarms.Select(alarm => alarm.State));
        Assert.Equal(alarms[0].Id, alarms[1].EpisodeId);
        Assert.Equal(MetricRecord.BodyOneofCase.Tick, BodyOf(cause));
        Assert.Equal(alarms[0].Origin, new Origin(alarms[1].Origin) { Index = 0 });
    }

    [Fact]
    public void Backlog_BeingRead_NeedsNoTicks()
    {
        using var shop = new Shop();
        shop.PublishMinutes("checkout", [1200, 1300, .. Enumerable.Repeat(200.0, 18)], partition: 0);
        shop.Flush();
        using (shop.Start())
        {
            Assert.Equal([AlarmState.Firing, AlarmState.Recovered], shop.Alarms(expected: 2).Select(alarm => alarm.State));
        }

        var log = shop.Read(shop.Topics.Metrics, expected: 20 + Cluster.Partitions);
        Assert.DoesNotContain(log, record => BodyOf(record) == MetricRecord.BodyOneofCase.Tick);
        shop.AssertNoMore(shop.Topics.Metrics);
    }

    [Fact]
    public void Restart_InTheMiddleOfAWindow_LosesNothing()
    {
        using var shop = new Shop();
        using (shop.Start())
        {
            shop.Read(shop.Topics.Metrics, expected: Cluster.Partitions);
            shop.PublishMinutes("checkout", [1200, 1300], from: 31, partition: 0);
            shop.PublishMinutes("payment", [1200], from: 33, partition: 0);
            shop.Flush();
            Assert.Equal("checkout", Assert.Single(shop.Alarms(expected: 1)).Name);
        }

        shop.PublishMinutes("payment", [1300, 200], from: 34, partition: 0);
        shop.Flush();
        using var detect = shop.Start();

        Assert.Equal("payment took 1300 ms", Assert.Single(shop.Alarms(expected: 1)).AlarmMessage_);
    }

    private static MetricRecord.BodyOneofCase BodyOf(InputRecord record) => MetricRecord.Parser.ParseFrom(record.Value).BodyCase;
}
