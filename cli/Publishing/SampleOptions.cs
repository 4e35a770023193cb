using System.CommandLine;
using System.Globalization;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.Publishing;

/// <summary>The options that describe one sample, or the same one for several minutes.</summary>
internal sealed class SampleOptions
{
    private const int MsPerMinute = 60_000;
    private readonly Option<string> _metric = new("--metric", "-m") { Description = "The metric's name" };
    private readonly Option<string> _entity = new("--entity", "-e") { Description = "The entity's name, as rules and alarms show it" };
    private readonly Option<Scope> _scope = new("--scope") { Description = "What the entity is", DefaultValueFactory = _ => Scope.Service };
    private readonly Option<string> _id0 = new("--id0") { Description = "The entity's id [default: its name]" };
    private readonly Option<string> _id1 = new("--id1") { Description = "The destination's id, for a relation" };
    private readonly Option<string> _value = new("--value") { Description = "A number; several by position, 1,2,3; or by label, a=1,b=2" };
    private readonly Option<string[]> _attributes = new("--attribute") { Description = "Something known of the entity, name=value; may be given several times" };
    private readonly Option<DateTimeOffset?> _time = new("--time") { Description = "When it was measured, for example 2026-01-31T12:00:00Z [default: now]" };
    private readonly Option<int> _minutes = new("--minutes") { Description = "The value of this many minutes, the last one being that of --time", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _metric, _entity, _scope, _id0, _id1, _value, _attributes, _time, _minutes })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="StageFailureException">Something is missing or isn't a number.</exception>
    public IEnumerable<MetricRecord> Records(ParseResult result)
    {
        var sample = Sample(result);
        var lastMs = (result.GetValue(_time) ?? TimeProvider.System.GetUtcNow()).ToUnixTimeMilliseconds();
        for (var minutesAgo = result.GetValue(_minutes) - 1; minutesAgo >= 0; minutesAgo--)
        {
            yield return new MetricRecord { Sample = new Sample(sample) { TimeMs = lastMs - ((long)minutesAgo * MsPerMinute) } };
        }
    }

    private Sample Sample(ParseResult result)
    {
        var name = Required(result, _entity);
        var sample = new Sample
        {
            Metric = Required(result, _metric),
            Entity = new Entity { Scope = result.GetValue(_scope), Id0 = result.GetValue(_id0) ?? name, Id1 = result.GetValue(_id1) ?? "", Name = name },
        };
        foreach (var attribute in result.GetValue(_attributes) ?? [])
        {
            var (key, value) = Split(attribute, "an attribute");
            sample.Entity.Attributes[key] = value;
        }

        SetValue(sample, Required(result, _value));
        return sample;
    }

    private static void SetValue(Sample sample, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (text.Contains('=', StringComparison.Ordinal))
        {
            sample.Labelled = new Labelled { Values = { parts.Select(Label) } };
        }
        else if (parts.Length > 1)
        {
            sample.Several = parts.All(part => TryWhole(part, out _))
                ? new Several { Integers = { parts.Select(part => long.Parse(part, CultureInfo.InvariantCulture)) } }
                : new Several { Reals = { parts.Select(Real) } };
        }
        else if (TryWhole(text, out var whole))
        {
            sample.Integer = whole;
        }
        else
        {
            sample.Real = Real(text);
        }
    }

    private static LabelledValue Label(string part)
    {
        var (label, text) = Split(part, "a labelled value");
        return TryWhole(text, out var whole) ? new LabelledValue { Label = label, Integer = whole } : new LabelledValue { Label = label, Real = Real(text) };
    }

    private static bool TryWhole(string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static double Real(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        ? value
        : throw new StageFailureException($"'{text}' isn't a number");

    private static (string Name, string Value) Split(string text, string what)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new StageFailureException($"'{text}' isn't {what}: expected name=value");
    }

    private static string Required(ParseResult result, Option<string> option) =>
        result.GetValue(option) is { Length: > 0 } text ? text : throw new StageFailureException($"{option.Name} is missing (or --json, to read records from the standard input)");
}
