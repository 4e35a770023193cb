using System.Globalization;
using System.Text.RegularExpressions;

namespace Tocsin.Unit.Telemetry;

/// <summary>Reads Prometheus' text format as strictly as its description reads, apart from time stamps, which nobody writes.</summary>
internal static partial class ExpositionParser
{
    /// <summary>A line with a value.</summary>
    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

    /// <summary>A metric with its lines in their order.</summary>
    internal sealed record Metric(string Name, string Help, string Type, List<Sample> Samples);

    public static List<Metric> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var metrics = new List<Metric>();
        var help = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var words = line.Split(' ', 4);
                help = (words[2], words[3]);
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                Assert.Equal(help.Item1, words[2]);
                Assert.DoesNotContain(metrics, metric => metric.Name == words[2]);
                metrics.Add(new Metric(words[2], Unescape(help.Item2), words[3], []));
            }
            else
            {
                metrics[^1].Samples.Add(ParseSample(line, metrics[^1]));
            }
        }

        metrics.ForEach(Check);
        return metrics;
    }

    private static Sample ParseSample(string line, Metric metric)
    {
        var match = SampleLine().Match(line);
        Assert.True(match.Success, $"not a sample: {line}");
        var names = metric.Type == "histogram" ? [$"{metric.Name}_bucket", $"{metric.Name}_sum", $"{metric.Name}_count"] : new[] { metric.Name };
        Assert.Contains(match.Groups["name"].Value, names);
        var labels = match.Groups["label"].Captures.Zip(match.Groups["value"].Captures)
            .ToDictionary(pair => pair.First.Value, pair => Unescape(pair.Second.Value).Replace("\\\"", "\"", StringComparison.Ordinal));
        return new Sample(match.Groups["name"].Value, labels, ParseNumber(match.Groups["number"].Value));
    }

    private static void Check(Metric metric)
    {
        Assert.NotEmpty(metric.Samples);
        Assert.Equal(metric.Samples.Count, metric.Samples.DistinctBy(Identity).Count());
        if (metric.Type == "counter")
        {
            Assert.EndsWith("_total", metric.Name, StringComparison.Ordinal);
        }

        if (metric.Type == "histogram")
        {
            foreach (var series in metric.Samples.GroupBy(sample => string.Join(',', sample.Labels.Where(label => label.Key != "le"))))
            {
                CheckHistogram([.. series]);
            }
        }
    }

    private static void CheckHistogram(List<Sample> series)
    {
        var buckets = series.Where(sample => sample.Labels.ContainsKey("le")).ToList();
        var bounds = buckets.ConvertAll(bucket => ParseNumber(bucket.Labels["le"]));
        Assert.Equal(bounds.Order(), bounds);
        Assert.Equal("+Inf", buckets[^1].Labels["le"]);
        Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
        Assert.EndsWith("_sum", series[^2].Name, StringComparison.Ordinal);
        Assert.EndsWith("_count", series[^1].Name, StringComparison.Ordinal);
        Assert.Equal(buckets[^1].Value, series[^1].Value);
    }

    private static string Identity(Sample sample) => $"{sample.Name}{{{string.Join(',', sample.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))}}}";

    private static string Unescape(string text) => text.Replace(@"\n", "\n", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);

    private static double ParseNumber(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\["\\n])*)",?)+\})? (?<number>[^ ]+)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();
}
