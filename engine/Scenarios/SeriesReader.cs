using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads one series of samples, or a single sample, and puts it on the timeline from its present time on.</summary>
internal sealed class SeriesReader(Timeline timeline, EntityTable entities)
{
    public static readonly ImmutableArray<string> Keys = ["metric", "entity", "value", "values", "every", "time"];
    private const long MinuteMs = 60_000;
    private readonly HashSet<string> _metrics = [];
    private readonly List<YamlScalar> _firstUses = [];

    /// <summary>Where each metric is named first.</summary>
    public IEnumerable<YamlScalar> Metrics => _firstUses;

    /// <summary>When the series ends: one interval after its last value; a single value takes no time.</summary>
    public long Read(Section section)
    {
        var metric = section.Required("metric");
        var entity = section.Required("entity");
        var everyMs = Every(section);
        var samples = Values(section);
        if (metric is null || entity is null)
        {
            return timeline.NowMs;
        }

        if (_metrics.Add(metric.Text))
        {
            _firstUses.Add(metric);
        }

        var firstMs = Time(section) ?? timeline.NowMs;
        var source = entities.Use(entity.Text);
        for (var i = 0; i < samples.Length; i++)
        {
            if (samples[i] is { } value && Put(value, metric.Text, source, i * everyMs, firstMs) is { } error)
            {
                section.Problems.Error(section.At("values"), "too-long", error);
                break;
            }
        }

        return timeline.NowMs + (section.Has("values") ? samples.Length * everyMs : 0);
    }

    private string? Put(Sample value, string metric, Entity entity, long afterMs, long firstMs)
    {
        var sample = value.Clone();
        sample.Metric = metric;
        sample.Entity = entity;
        sample.TimeMs = firstMs + afterMs;
        return timeline.Add(timeline.NowMs + afterMs, new() { Sample = sample });
    }

    private static long Every(Section section)
    {
        if (section.Scalar("every") is not { } every)
        {
            return MinuteMs;
        }

        if (ScenarioClock.ReadDuration(every.Text) is { } ms and > 0 and <= 86_400_000)
        {
            return ms;
        }

        section.Problems.Error(every, "not-a-duration", $"'every' is a duration of at most a day, such as 1m or 10s, not '{every.Text}'");
        return MinuteMs;
    }

    private long? Time(Section section)
    {
        if (section.Scalar("time") is not { } time)
        {
            return null;
        }

        var timeMs = timeline.Clock.Read(time.Text);
        if (timeMs is null)
        {
            section.Problems.Error(time, "not-a-time", $"'time' is a time such as {ScenarioClock.Examples}, not '{time.Text}'");
        }

        return timeMs;
    }

    private static ImmutableArray<Sample?> Values(Section section)
    {
        if (section.Has("value") == section.Has("values"))
        {
            section.Problems.Error(section.At("metric"), "missing-key", "a sample has either 'value', or 'values' for one every minute");
            return [];
        }

        return section.Find("value") is { } one ? [ValueNode.ReadOne(one, section.Problems)] : ValueNode.ReadAll(section.Find("values")!, section.Problems);
    }
}
