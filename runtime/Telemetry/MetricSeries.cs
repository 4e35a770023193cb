using System.Text;

namespace Tocsin.Runtime.Telemetry;

/// <summary>One line of a metric, or one histogram: what was measured under one set of labels. Nobody ever waits here.</summary>
internal sealed class MetricSeries
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly double[] _bounds;
    private readonly long[] _buckets;
    private double _value;
    private long _scrape;

    public MetricSeries(ReadOnlySpan<KeyValuePair<string, object?>> tags, double[] bounds)
    {
        _tags = tags.ToArray();
        _bounds = bounds;
        _buckets = new long[bounds.Length + 1];
        Labels = string.Join(',', _tags.Select(tag => $"{PrometheusName.Clean(tag.Key)}=\"{PrometheusEscape.LabelValue(tag.Value?.ToString() ?? "")}\""));
    }

    /// <summary>As they stand between the braces.</summary>
    public string Labels { get; }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != _tags.Length)
        {
            return false;
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != _tags[i].Key || !Equals(tags[i].Value, _tags[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes over what an observable instrument says at a scrape.</summary>
    public void Set(double value, long scrape)
    {
        Volatile.Write(ref _value, value);
        Volatile.Write(ref _scrape, scrape);
    }

    public bool WasSetIn(long scrape) => Volatile.Read(ref _scrape) == scrape;

    public void Add(double amount)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _value, seen + amount, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>A bucket takes values up to and including its bound.</summary>
    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _buckets[bucket]);
        Add(value);
    }

    public void WriteValue(string name, StringBuilder text) => WriteLine(text, name, Labels, Volatile.Read(ref _value));

    /// <summary>The count is that of the buckets as read, so the lines agree with each other while values come in.</summary>
    public void WriteHistogram(string name, StringBuilder text)
    {
        var start = Labels.Length == 0 ? "" : $"{Labels},";
        var sum = Volatile.Read(ref _value);
        var count = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += Volatile.Read(ref _buckets[i]);
            var bound = i < _bounds.Length ? _bounds[i] : double.PositiveInfinity;
            WriteLine(text, $"{name}_bucket", $"{start}le=\"{PrometheusEscape.Number(bound)}\"", count);
        }

        WriteLine(text, $"{name}_sum", Labels, sum);
        WriteLine(text, $"{name}_count", Labels, count);
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(PrometheusEscape.Number(value)).Append('\n');
    }
}
