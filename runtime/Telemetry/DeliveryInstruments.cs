using System.Diagnostics.Metrics;

namespace Tocsin.Runtime.Telemetry;

/// <summary>The instruments about receivers. A stage that has nothing to do with any has no series here.</summary>
internal sealed class DeliveryInstruments
{
    private readonly Meter _meter;
    private readonly Func<IEnumerable<StageMetrics>> _stages;

    /// <param name="meter">Where they are made.</param>
    /// <param name="stages">The stages that are published.</param>
    /// <param name="time">The wall clock, for ages.</param>
    public DeliveryInstruments(Meter meter, Func<IEnumerable<StageMetrics>> stages, TimeProvider time)
    {
        (_meter, _stages) = (meter, stages);
        Count("tocsin.deliveries.queued", "{delivery}", "Deliveries taken on, one for each alarm and receiver.", tally => tally.Queued);
        Count("tocsin.deliveries.delivered", "{delivery}", "Deliveries that the receiver has.", tally => tally.Delivered);
        Count("tocsin.deliveries.dead", "{delivery}", "Deliveries given up; they are among the dead letters.", tally => tally.Dead);
        Count("tocsin.deliveries.untold", "{delivery}", "Alarms a receiver isn't told of, or that no receiver is told of.", tally => tally.Untold);
        meter.CreateObservableCounter("tocsin.delivery.attempts", Attempts, "{attempt}", "Messages sent, by what came of them.");
        Count("tocsin.digests.delivered", "{message}", "Messages delivered that told more alarms than the receiver takes as they are.", tally => tally.Digests);
        Count("tocsin.digests.alarms", "{alarm}", "Alarms told by such messages.", tally => tally.DigestAlarms);
        Gauge("tocsin.deliveries.open", "{delivery}", "Deliveries that are neither delivered nor given up.", gauge => gauge.Open);
        Gauge("tocsin.deliveries.waiting", "{delivery}", "Deliveries that wait in the log until there is room for them.", gauge => gauge.Waiting);
        Gauge("tocsin.deliveries.age", "s", "How long ago the oldest delivery that is open or waits was queued; 0 if there is none.", gauge => gauge.AgeSeconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
        Gauge("tocsin.delivery.circuit", "{circuit}", "1 while nothing is sent to the receiver because too much went wrong, else 0.", gauge => gauge.IsCircuitOpen ? 1 : 0);
    }

    private static KeyValuePair<string, object?> Of(StageMetrics stage) => new(MetricLabels.Stage, stage.Stage);

    private void Count(string name, string unit, string help, Func<ReceiverTally, Tally> read) =>
        _meter.CreateObservableCounter(
            name,
            () => _stages().SelectMany(stage => stage.Receivers.Values, (stage, tally) => new Measurement<long>(read(tally).Value, Of(stage), tally.Label)),
            unit,
            help);

    private void Gauge(string name, string unit, string help, Func<OutboxGauge, double> read) =>
        _meter.CreateObservableGauge(
            name,
            () => _stages().SelectMany(Outboxes, (stage, outbox) => new Measurement<double>(read(outbox.Value), Of(stage), new(MetricLabels.Receiver, outbox.Key))),
            unit,
            help);

    private IEnumerable<Measurement<long>> Attempts() =>
        from stage in _stages()
        from tally in stage.Receivers.Values
        from attempts in tally.Attempts.Values
        select new Measurement<long>(attempts.Value, Of(stage), tally.Label, new(MetricLabels.Reason, attempts.Key));

    private static IEnumerable<KeyValuePair<string, OutboxGauge>> Outboxes(StageMetrics stage) => stage.Partitions
        .SelectMany(partition => partition.Value.Deliveries.Outboxes)
        .GroupBy(outbox => outbox.Key, (receiver, gauges) => KeyValuePair.Create(receiver, gauges.Select(gauge => gauge.Value).Aggregate((one, other) => one + other)));
}
