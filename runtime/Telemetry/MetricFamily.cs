using System.Diagnostics.Metrics;
using System.Text;

namespace Tocsin.Runtime.Telemetry;

/// <summary>A metric with all its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>OpenTelemetry's, for histograms that don't say.</summary>
    private static readonly double[] _defaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
    private readonly Lock _adding = new();
    private readonly string _help;
    private readonly bool _isObserved;
    private readonly double[] _bounds;
    private volatile MetricSeries[] _series = [];

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        var isCounter = kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal);
        var isHistogram = kind.StartsWith("Histogram", StringComparison.Ordinal);
        Kind = isCounter ? "counter" : isHistogram ? "histogram" : "gauge";
        _help = instrument.Description ?? "";
        _isObserved = instrument.IsObservable;
        _bounds = isHistogram ? BoundsOf(instrument) : [];
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, isCounter);
    }

    public string Name { get; }

    /// <summary>As Prometheus calls it: counter, gauge or histogram.</summary>
    public string Kind { get; }

    /// <summary>Takes a measurement. Allocates nothing, unless its labels are new.</summary>
    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long scrape)
    {
        var series = Find(tags);
        if (_isObserved)
        {
            series.Set(value, scrape);
        }
        else if (Kind == "histogram")
        {
            series.Record(value);
        }
        else if (Kind == "counter")
        {
            series.Add(value);
        }
        else
        {
            series.Set(value, scrape);
        }
    }

    /// <summary>Writes the series there are; those an observable instrument no longer mentions are gone.</summary>
    public void Write(StringBuilder text, long scrape)
    {
        var series = _series.Where(each => !_isObserved || each.WasSetIn(scrape)).OrderBy(each => each.Labels, StringComparer.Ordinal).ToList();
        if (series.Count == 0)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(PrometheusEscape.Help(_help)).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(Kind).Append('\n');
        foreach (var each in series)
        {
            if (Kind == "histogram")
            {
                each.WriteHistogram(Name, text);
            }
            else
            {
                each.WriteValue(Name, text);
            }
        }
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => _defaultBounds,
    };

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var series in _series)
        {
            if (series.Has(tags))
            {
                return series;
            }
        }

        return FindOrAdd(tags);
    }

    private MetricSeries FindOrAdd(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_adding)
        {
            foreach (var series in _series)
            {
                if (series.Has(tags))
                {
                    return series;
                }
            }

            var added = new MetricSeries(tags, _bounds);
            _series = [.. _series, added];
            return added;
        }
    }
}
