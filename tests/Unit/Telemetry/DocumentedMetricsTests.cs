using System.Diagnostics.Metrics;
using Tocsin.Runtime.Telemetry;
using Tocsin.Unit.Architecture;

namespace Tocsin.Unit.Telemetry;

public sealed class DocumentedMetricsTests : IDisposable
{
    private const string Document = "docs/metrics.md";
    private readonly TocsinMeter _meter = new(new FixedTime());

    /// <summary>Instrument, name in Prometheus, kind, unit and meaning; labels are compared apart.</summary>
    [Fact]
    public void Table_OfTheDocument_ListsTheInstrumentsThereAre()
    {
        var instruments = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, _meter.Meter))
                {
                    var family = new MetricFamily(instrument);
                    instruments.Add($"{instrument.Name} | {family.Name} | {family.Kind} | {instrument.Unit} | {instrument.Description}");
                }
            },
        };
        listener.Start();

        Assert.Equal(instruments.Order(StringComparer.Ordinal), Rows().Select(row => string.Join(" | ", row[0], row[1], row[2], row[3], row[5])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_InTheTable_AreThoseWritten()
    {
        var stage = new StageMetrics("detect");
        _meter.Add(stage);
        using var text = new PrometheusText(meter => ReferenceEquals(meter, _meter.Meter));
        stage.Partition(0).Rejected("late");
        stage.Partition(0).SetPosition(1, 2);
        stage.DeadLetters.Add("late");
        stage.CommitEnded(CommitResult.Committed, TimeSpan.Zero);
        stage.Restored(TimeSpan.Zero);
        stage.Partition(0).Deliveries.Attempted("slack.ops", "ok", TimeSpan.Zero);
        stage.Partition(0).Deliveries.SetOutbox("slack.ops", open: 1, waiting: 0, oldestMs: 1);
        stage.SetPolicies(1);
        stage.Partition(0).Actions.Decided("running", "undefended");
        stage.Partition(0).Actions.Set(default);
        stage.Written(new("a", null, null) { Telemetry = new() { Transition = AlarmTransition.Firing, CauseTimestampMs = 1 } });

        var written = ExpositionParser.Parse(text.Collect())
            .ToDictionary(metric => metric.Name, metric => string.Join(", ", metric.Samples[0].Labels.Keys.Where(label => label != "le")));

        Assert.Equal(Rows().ToDictionary(row => row[1], row => row[4]), written);
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<string[]> Rows() =>
        Checkout.Lines(Document)
            .Where(line => line.StartsWith("| `tocsin.", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim()).ToArray());
}
