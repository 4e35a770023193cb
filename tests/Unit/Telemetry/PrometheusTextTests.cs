using System.Diagnostics.Metrics;
using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusText _text;

    public PrometheusTextTests() => _text = new PrometheusText(meter => ReferenceEquals(meter, _meter));

    [Fact]
    public void Counter_WithAndWithoutLabels_IsWritten()
    {
        var counter = _meter.CreateCounter<long>("things.done", "{thing}", "Things done.");
        counter.Add(2);
        counter.Add(3, new KeyValuePair<string, object?>("stage", "b"));
        counter.Add(4, new KeyValuePair<string, object?>("stage", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("stage", "b"));

        Assert.Equal(
            """
            # HELP things_done_total Things done.
            # TYPE things_done_total counter
            things_done_total 2
            things_done_total{stage="a"} 4
            things_done_total{stage="b"} 4

            """,
            _text.Collect());
    }

    [Fact]
    public void Histogram_Values_StandInCumulativeBuckets()
    {
        var histogram = _meter.CreateHistogram("wait", "s", "How long.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (var value in new[] { 0.25, 0.5, 0.75, 2 })
        {
            histogram.Record(value, new KeyValuePair<string, object?>("stage", "a"));
        }

        Assert.Equal(
            """
            # HELP wait_seconds How long.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{stage="a",le="0.5"} 2
            wait_seconds_bucket{stage="a",le="1"} 3
            wait_seconds_bucket{stage="a",le="+Inf"} 4
            wait_seconds_sum{stage="a"} 3.5
            wait_seconds_count{stage="a"} 4

            """,
            _text.Collect());
    }

    [Fact]
    public void HelpAndLabels_WithSpecialCharacters_AreEscaped()
    {
        var counter = _meter.CreateCounter<int>("c", null, "back\\slash\nand \"quotes\"");
        counter.Add(1, new KeyValuePair<string, object?>("odd-name", "back\\slash\n\"quoted\""));

        Assert.Equal("# HELP c_total back\\\\slash\\nand \"quotes\"\n# TYPE c_total counter\nc_total{odd_name=\"back\\\\slash\\n\\\"quoted\\\"\"} 1\n", _text.Collect());
        var sample = Assert.Single(Assert.Single(ExpositionParser.Parse(_text.Collect())).Samples);
        Assert.Equal("back\\slash\n\"quoted\"", sample.Labels["odd_name"]);
    }

    [Fact]
    public void Gauge_NoLongerReported_IsGone()
    {
        var partitions = new List<int> { 0, 1 };
        _meter.CreateObservableGauge("lag", () => partitions.Select(p => new Measurement<double>(p + 0.5, new KeyValuePair<string, object?>("partition", p))), "s", "Lag.");
        Assert.Equal(2, Assert.Single(ExpositionParser.Parse(_text.Collect())).Samples.Count);

        partitions.Remove(0);

        Assert.Equal(1.5, Assert.Single(Assert.Single(ExpositionParser.Parse(_text.Collect())).Samples).Value);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1e21, "1E+21")]
    [InlineData(-0.1, "-0.1")]
    public void Number_OfAnyKind_IsWritten(double value, string expected)
    {
        _meter.CreateObservableGauge("g", () => value, null, "G.");

        Assert.EndsWith($"\ng {expected}\n", _text.Collect(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tocsin.commit.duration", "s", false, "tocsin_commit_duration_seconds")]
    [InlineData("tocsin.state.written", "By", true, "tocsin_state_written_bytes_total")]
    [InlineData("tocsin.samples.received", "{sample}", true, "tocsin_samples_received_total")]
    [InlineData("wait.seconds", "s", false, "wait_seconds")]
    [InlineData("2nd-total", null, true, "_2nd_total")]
    public void Name_OfAnInstrument_IsSpelledAsPrometheusDoes(string name, string? unit, bool isCounter, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, isCounter));

    [Fact]
    public async Task Scrapes_WhileStagesCount_AgreeWithThemselvesAndLoseNothing()
    {
        const int Threads = 3;
        const int Each = 50_000;
        var counter = _meter.CreateCounter<long>("n", null, "N.");
        var histogram = _meter.CreateHistogram<double>("h", null, "H.");
        _meter.CreateObservableGauge("o", () => 1L, null, "O.");
        var work = Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("thread", thread));
                histogram.Record(i % 3);
            }
        })).ToList();
        var scrapes = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                ExpositionParser.Parse(_text.Collect());
            }
        }));
        await Task.WhenAll(work.Concat(scrapes));

        var metrics = ExpositionParser.Parse(_text.Collect());
        Assert.All(metrics.Single(metric => metric.Name == "n_total").Samples, sample => Assert.Equal(Each, sample.Value));
        Assert.Equal(Threads * Each, metrics.Single(metric => metric.Name == "h").Samples[^1].Value);
    }

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }
}
