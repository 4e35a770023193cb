using System.Globalization;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public sealed class DeliveryMetricsTests : IDisposable
{
    private const string Ops = "slack.ops";
    private readonly FixedTime _time = new();
    private readonly TocsinMeter _meter;
    private readonly PrometheusText _text;
    private readonly StageMetrics _stage = new("deliver");

    public DeliveryMetricsTests()
    {
        _meter = new TocsinMeter(_time);
        _meter.Add(_stage);
        _text = new PrometheusText(_meter);
    }

    private DeliveryMetrics Deliveries => _stage.Partition(0).Deliveries;

    [Fact]
    public void Deliveries_OfAReceiver_AreCountedByTheirFate()
    {
        Deliveries.Queued(Ops);
        Deliveries.Queued(Ops);
        Deliveries.Queued(Ops);
        Deliveries.Settled(Ops, dead: false);
        Deliveries.Settled(Ops, dead: false);
        Deliveries.Settled(Ops, dead: true);
        Deliveries.Untold("slack.dev");
        Deliveries.Untold("");

        Assert.Equal(3, Value("tocsin_deliveries_queued_total", Ops));
        Assert.Equal(2, Value("tocsin_deliveries_delivered_total", Ops));
        Assert.Equal(1, Value("tocsin_deliveries_dead_total", Ops));
        Assert.Equal(1, Value("tocsin_deliveries_untold_total", "slack.dev"));
        Assert.Equal(1, Value("tocsin_deliveries_untold_total", "none"));
    }

    [Fact]
    public void Attempts_OfAReceiver_AreCountedByReasonWithTheirDuration()
    {
        Deliveries.Attempted(Ops, "ok", TimeSpan.FromSeconds(0.25));
        Deliveries.Attempted(Ops, "http-503", TimeSpan.FromSeconds(1.75));
        Deliveries.Attempted(Ops, "http-503", TimeSpan.FromSeconds(1));

        var attempts = Metrics().Single(metric => metric.Name == "tocsin_delivery_attempts_total").Samples;
        Assert.Equal(1, attempts.Single(sample => sample.Labels["reason"] == "ok").Value);
        Assert.Equal(2, attempts.Single(sample => sample.Labels["reason"] == "http-503").Value);
        var durations = Metrics().Single(metric => metric.Name == "tocsin_delivery_attempt_duration_seconds").Samples;
        Assert.Equal((3, Ops), (durations[^2].Value, durations[^2].Labels["receiver"]));
    }

    [Fact]
    public void Digests_Delivered_AreCountedWithTheirAlarms()
    {
        Deliveries.Digested(Ops, alarms: 40);
        Deliveries.Digested(Ops, alarms: 2);

        Assert.Equal(2, Value("tocsin_digests_delivered_total", Ops));
        Assert.Equal(42, Value("tocsin_digests_alarms_total", Ops));
    }

    [Fact]
    public void Outbox_OfAReceiver_ShowsSizeAgeAndCircuit()
    {
        Deliveries.SetCircuit(Ops, open: true);
        Deliveries.SetOutbox(Ops, open: 7, waiting: 3, oldestMs: _time.NowMs - 2_500);

        Assert.Equal(7, Value("tocsin_deliveries_open", Ops));
        Assert.Equal(3, Value("tocsin_deliveries_waiting", Ops));
        Assert.Equal(2.5, Value("tocsin_deliveries_age_seconds", Ops));
        Assert.Equal(1, Value("tocsin_delivery_circuit", Ops));
        Deliveries.SetOutbox(Ops, open: 0, waiting: 0, oldestMs: long.MaxValue);
        Deliveries.SetCircuit(Ops, open: false);
        Assert.Equal(0, Value("tocsin_deliveries_age_seconds", Ops));
        Assert.Equal(0, Value("tocsin_delivery_circuit", Ops));
    }

    [Fact]
    public void Outbox_InTwoPartitions_IsAddedUp()
    {
        Deliveries.SetOutbox(Ops, open: 1, waiting: 2, oldestMs: _time.NowMs - 1_000);
        _stage.Partition(1).Deliveries.SetOutbox(Ops, open: 10, waiting: 20, oldestMs: _time.NowMs - 3_000);

        Assert.Equal(11, Value("tocsin_deliveries_open", Ops));
        Assert.Equal(22, Value("tocsin_deliveries_waiting", Ops));
        Assert.Equal(3, Value("tocsin_deliveries_age_seconds", Ops));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outbox_OfAReceiverOrPartitionThatIsGone_HasNoSeries(bool partition)
    {
        Deliveries.Queued(Ops);
        Deliveries.SetOutbox(Ops, open: 7, waiting: 3, oldestMs: 1);
        if (partition)
        {
            _stage.Forget(0);
        }
        else
        {
            Deliveries.Forget(Ops);
        }

        Assert.Null(Find("tocsin_deliveries_open", Ops));
        Assert.Equal(1, Value("tocsin_deliveries_queued_total", Ops));
    }

    [Fact]
    public void Counts_DoneAgainOnRestore_AreLeftOut()
    {
        _stage.Partition(0).IsReplaying = true;
        Deliveries.Queued(Ops);
        Deliveries.SetOutbox(Ops, open: 1, waiting: 0, oldestMs: 1);
        _stage.Partition(0).IsReplaying = false;

        Assert.Null(Find("tocsin_deliveries_queued_total", Ops));
        Assert.Equal(1, Value("tocsin_deliveries_open", Ops));
    }

    [Fact]
    public void Receivers_BeyondTheLimit_AreCountedTogether()
    {
        for (var i = 0; i < ReceiverTallySet.MaxReceivers + 3; i++)
        {
            Deliveries.Queued(i.ToString(CultureInfo.InvariantCulture));
        }

        Assert.Equal(1, Value("tocsin_deliveries_queued_total", "0"));
        Assert.Equal(3, Value("tocsin_deliveries_queued_total", "other"));
    }

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    private List<ExpositionParser.Metric> Metrics() => ExpositionParser.Parse(_text.Collect());

    private double Value(string metric, string receiver) => Find(metric, receiver)!.Value;

    private ExpositionParser.Sample? Find(string metric, string receiver) =>
        Metrics().SingleOrDefault(each => each.Name == metric)?.Samples.SingleOrDefault(sample => sample.Labels["stage"] == "deliver" && sample.Labels["receiver"] == receiver);
}
