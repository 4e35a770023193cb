using System.Diagnostics.Metrics;
using System.Globalization;

namespace Tocsin.Runtime.Telemetry;

/// <summary>The instruments about policies and decisions. A stage that has nothing to do with them has no series here.</summary>
internal sealed class ActionInstruments
{
    private readonly Meter _meter;
    private readonly Func<IEnumerable<StageMetrics>> _stages;

    /// <param name="meter">Where they are made.</param>
    /// <param name="stages">The stages that are published.</param>
    public ActionInstruments(Meter meter, Func<IEnumerable<StageMetrics>> stages)
    {
        (_meter, _stages) = (meter, stages);
        meter.CreateObservableCounter("tocsin.decisions", Decisions, "{decision}", "New states of processing records, by status and what decided.");
        meter.CreateObservableGauge("tocsin.policies", Policies, "{policy}", "Policies in force, without the built-in one.");
        Gauge("tocsin.records.open", "{record}", "Processing records that run or wait, by partition.", gauges => gauges.Open);
        Gauge("tocsin.groups.open", "{group}", "Groups that a request can join, by partition.", gauges => gauges.Groups);
        meter.CreateObservableGauge("tocsin.episodes", Episodes, "{episode}", "Episodes that go on, by partition and whether somebody has acknowledged them.");
        Gauge("tocsin.shields", "{shield}", "Shields that are not over; each is known in every partition.", gauges => gauges.Shields);
        Gauge("tocsin.storm.circuits", "{circuit}", "Circuits of the storm guard that are open, by partition.", gauges => gauges.Circuits);
    }

    private static KeyValuePair<string, object?> Of(StageMetrics stage) => new(MetricLabels.Stage, stage.Stage);

    private static KeyValuePair<string, object?> Of(int partition) => new(MetricLabels.Partition, partition.ToString(CultureInfo.InvariantCulture));

    private void Gauge(string name, string unit, string help, Func<ActionGauges, long> read) =>
        _meter.CreateObservableGauge(name, () => Partitions().Select(each => new Measurement<long>(read(each.Gauges), Of(each.Stage), Of(each.Partition))), unit, help);

    private IEnumerable<Measurement<long>> Decisions() =>
        from stage in _stages()
        from decision in stage.Decisions.Values
        select new Measurement<long>(decision.Value, Of(stage), new(MetricLabels.Status, decision.Status), new(MetricLabels.Reason, decision.Reason));

    private IEnumerable<Measurement<long>> Policies() =>
        from stage in _stages()
        where stage.Policies >= 0
        select new Measurement<long>(stage.Policies, Of(stage));

    private IEnumerable<Measurement<long>> Episodes()
    {
        foreach (var (stage, partition, gauges) in Partitions())
        {
            yield return new(gauges.Active, Of(stage), Of(partition), new(MetricLabels.State, "active"));
            yield return new(gauges.Acknowledged, Of(stage), Of(partition), new(MetricLabels.State, "acknowledged"));
        }
    }

    private IEnumerable<(StageMetrics Stage, int Partition, ActionGauges Gauges)> Partitions() =>
        from stage in _stages()
        from partition in stage.Partitions
        where partition.Value.Actions.Gauges is not null
        select (stage, partition.Key, partition.Value.Actions.Gauges!.Value);
}
