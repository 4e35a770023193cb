using System.Diagnostics.Metrics;
using System.Globalization;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// The meter "Tocsin" of this process with all its instruments; docs/metrics.md lists them. Counters and gauges are read when somebody collects,
/// so the stages pay nothing for them.
/// </summary>
public sealed class TocsinMeter : IDisposable
{
    public const string Name = "Tocsin";
    private static readonly double[] _quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] _slow = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
    private static readonly double[] _attempt = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] _endToEnd = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
    private readonly Lock _adding = new();
    private readonly TimeProvider _time;
    private readonly StageMetrics.Durations _durations;
    private volatile StageMetrics[] _stages = [];

    /// <param name="time">The wall clock, for lags and for how long an alarm took.</param>
    public TocsinMeter(TimeProvider time)
    {
        _time = time;
        CountSamples();
        CountMessages();
        Gauge("tocsin.entities", "{entity}", "Entities known, by partition.", partition => partition.Entities);
        Gauge("tocsin.windows", "{window}", "Windows held, one for each rule and entity, by partition.", partition => partition.Windows);
        Gauge("tocsin.check.lag", "s", "How far the wall clock is past the time the next check is due; 0 if none is.", CheckLag);
        Gauge("tocsin.consumer.lag", "{message}", "Records of a partition that are not yet processed.", partition => partition.ConsumerLag);
        Meter.CreateObservableUpDownCounter("tocsin.tasks", CountTasks, "{task}", "Partitions this instance has, by state.");
        _ = new DeliveryInstruments(Meter, () => _stages, time);
        _ = new ActionInstruments(Meter, () => _stages);
        _durations = new StageMetrics.Durations(
            Histogram("tocsin.commit.duration", "How long a commit took, whatever came of it.", _quick),
            Histogram("tocsin.restore.duration", "How long it took from the assignment of a partition until it was live.", _slow),
            Histogram("tocsin.end_to_end.duration", "From the log's time of the record that caused an alarm until the alarm was written.", _endToEnd),
            Histogram("tocsin.delivery.attempt.duration", "How long it took to send a message, whatever came of it.", _attempt),
            time);
    }

    internal Meter Meter { get; } = new(Name, typeof(TocsinMeter).Assembly.GetName().Version?.ToString(fieldCount: 3));

    /// <summary>Publishes what a stage counts. The name of the stage must be its own in this process.</summary>
    public void Add(StageMetrics stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        lock (_adding)
        {
            if (_stages.Any(other => other.Stage == stage.Stage))
            {
                throw new ArgumentException($"a stage called {stage.Stage} is published already", nameof(stage));
            }

            _stages = [.. _stages, stage];
        }

        stage.Publish(_durations);
    }

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private void CountSamples()
    {
        Count("tocsin.samples.received", "{sample}", "Samples taken from records.", stage => stage.Samples);
        Count("tocsin.samples.ignored", "{sample}", "Samples that no rule asks for.", stage => stage.SamplesIgnored);
        Count("tocsin.samples.late", "{sample}", "Samples that came too late for a rule, once for each such rule.", stage => stage.SamplesLate);
        Count("tocsin.samples.rejected", "{sample}", "Samples, or whole records, that took no part.", MetricLabels.Reason, stage => stage.SamplesRejected);
        Count("tocsin.checks.run", "{check}", "Minute checks run.", stage => stage.Checks);
        Count("tocsin.checks.silenced", "{check}", "True conditions that the silence period kept quiet, by rule, entity and minute.", stage => stage.ChecksSilenced);
        Count("tocsin.alarms.written", "{alarm}", "Alarm records written, by what happened to the alarm.", MetricLabels.Transition, stage => stage.Alarms);
    }

    private void CountMessages()
    {
        Count("tocsin.consumed.messages", "{message}", "Records consumed and processed.", stage => stage.MessagesConsumed);
        Count("tocsin.reprocessed.messages", "{message}", "Records processed again on restore, their outputs dropped.", stage => stage.MessagesReprocessed);
        Count("tocsin.sent.messages", "{message}", "Records written: alarms and dead letters.", stage => stage.MessagesSent);
        Count("tocsin.dead_letters", "{message}", "Dead letters written, by the class of the error.", MetricLabels.Reason, stage => stage.DeadLetters);
        Count("tocsin.ticks.appended", "{message}", "Ticks appended to idle partitions.", stage => stage.Ticks);
        Count("tocsin.commits", "{commit}", "Commits, by what came of them.", MetricLabels.Result, stage => stage.Commits);
        Count("tocsin.state.records", "{record}", "State records written to the changelog, checkpoints included.", stage => stage.StateRecords);
        Count("tocsin.state.written", "By", "Bytes of keys and values written to the changelog.", stage => stage.StateBytes);
    }

    private void Count(string name, string unit, string help, Func<StageMetrics, Tally> read) =>
        Meter.CreateObservableCounter(
            name,
            () => _stages.Select(stage => new Measurement<long>(read(stage).Value, Label(MetricLabels.Stage, stage.Stage))),
            unit,
            help);

    private void Count(string name, string unit, string help, string label, Func<StageMetrics, TallySet> read) =>
        Meter.CreateObservableCounter(
            name,
            () => _stages.SelectMany(stage => read(stage).Values, (stage, value) =>
                new Measurement<long>(value.Value, Label(MetricLabels.Stage, stage.Stage), Label(label, value.Key))),
            unit,
            help);

    /// <summary>A partition without a value has no series.</summary>
    private void Gauge(string name, string unit, string help, Func<PartitionMetrics, double?> read) =>
        Meter.CreateObservableGauge(
            name,
            () => _stages.SelectMany(stage => stage.Partitions, (stage, partition) => (stage, partition.Key, Value: read(partition.Value)))
                .Where(series => series.Value is not null)
                .Select(series => new Measurement<double>(
                    series.Value!.Value,
                    Label(MetricLabels.Stage, series.stage.Stage),
                    Label(MetricLabels.Partition, series.Key.ToString(CultureInfo.InvariantCulture)))),
            unit,
            help);

    private Histogram<double> Histogram(string name, string help, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    private IEnumerable<Measurement<long>> CountTasks()
    {
        foreach (var stage in _stages)
        {
            var running = stage.Partitions.Count(partition => partition.Value.IsRunning);
            var restoring = stage.Partitions.Count(partition => !partition.Value.IsRunning);
            yield return new(running, Label(MetricLabels.Stage, stage.Stage), Label(MetricLabels.State, "running"));
            yield return new(restoring, Label(MetricLabels.Stage, stage.Stage), Label(MetricLabels.State, "restoring"));
        }
    }

    private double? CheckLag(PartitionMetrics partition)
    {
        var dueMs = partition.DueMs;
        return dueMs == long.MaxValue ? 0 : Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds() - dueMs) / 1000.0;
    }
}
