using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// The metrics of this process in Prometheus' text format, version 0.0.4: those of the meter "Tocsin" and those .NET has about the process itself.
/// Collecting reads numbers that the stages keep; a stage never waits for it. Scrapes wait for each other.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The meter of .NET itself: memory, collections, threads, processor time.</summary>
    internal const string ProcessMeter = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly Lock _scraping = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private long _scrape;

    public PrometheusText(TocsinMeter meter)
        : this(published => ReferenceEquals(published, meter.Meter) || published.Name == ProcessMeter)
    {
    }

    internal PrometheusText(Func<Meter, bool> wants)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wants(instrument.Meter))
            {
                var family = new MetricFamily(instrument);
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(family.Name, family));
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Measure(value, tags, family));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Measure(value, tags, family));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Measure(value, tags, family));
        _listener.Start();
    }

    /// <summary>All metrics, by name and then by labels.</summary>
    public string Collect()
    {
        var text = new StringBuilder();
        lock (_scraping)
        {
            _scrape++;
            _listener.RecordObservableInstruments();
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.Write(text, _scrape);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        ((MetricFamily)family!).Measure(value, tags, Volatile.Read(ref _scrape));
}
