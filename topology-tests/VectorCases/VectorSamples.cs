using System.Text.Json;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>The samples of a case: who, which metric and what type of value, as the case's tables say.</summary>
internal sealed class VectorSamples(JsonElement @case)
{
    public Sample From(JsonElement step)
    {
        var metric = Metric(step);
        var sample = new Sample { Metric = metric, Entity = Entity(step.GetProperty("entity").GetString()!), TimeMs = Minutes.StartMs(step.GetProperty("minute")) };
        Fill(sample, step.GetProperty("value"), TypeOf(metric));
        return sample;
    }

    private string Metric(JsonElement step) =>
        step.TryGetProperty("metric", out var named) ? named.GetString()!
        : Known() is [var only] ? only
        : throw new InvalidDataException($"step {step}: which metric?");

    /// <summary>The metrics of the case's table; without one those of its rules.</summary>
    private List<string> Known() =>
        @case.TryGetProperty("metrics", out var metrics) && metrics.EnumerateObject().Any()
            ? [.. metrics.EnumerateObject().Select(metric => metric.Name)]
            : [.. MetricsOfRules().Distinct()];

    private IEnumerable<string> MetricsOfRules() =>
        from rule in @case.GetProperty("rule").GetProperty("rules").EnumerateObject()
        from setting in rule.Value.EnumerateObject()
        where setting.Name is "metrics-name" or "indicator-name"
        select setting.Value.GetString()!;

    private string? TypeOf(string metric) =>
        @case.TryGetProperty("metrics", out var metrics) && metrics.TryGetProperty(metric, out var type) ? type.GetString() : null;

    private Entity Entity(string key)
    {
        if (!@case.TryGetProperty("entities", out var entities) || !entities.TryGetProperty(key, out var entity))
        {
            throw new InvalidDataException($"entity \"{key}\" is not among the case's entities");
        }

        return new()
        {
            Scope = (Scope)entity.GetProperty("scopeId").GetInt32(),
            Id0 = entity.GetProperty("id0").GetString(),
            Id1 = entity.TryGetProperty("id1", out var id1) ? id1.GetString() ?? "" : "",
            Name = entity.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "",
        };
    }

    private static void Fill(Sample sample, JsonElement value, string? type)
    {
        switch (value.ValueKind, type)
        {
            case (JsonValueKind.Number, null or "int" or "long" or "double"):
                FillNumber(sample, value, type);
                break;
            case (JsonValueKind.Array, null or "multi_int" or "multi_long" or "multi_double"):
                sample.Several = Several([.. value.EnumerateArray()]);
                break;
            case (JsonValueKind.Object, null or "labeled"):
                sample.Labelled = new() { Values = { value.EnumerateObject().Select(Label) } };
                break;
            default:
                throw new InvalidDataException($"a value {value} of type \"{type}\" is not understood");
        }
    }

    private static void FillNumber(Sample sample, JsonElement value, string? type)
    {
        if (type != "double" && value.TryGetInt64(out var whole))
        {
            sample.Integer = whole;
        }
        else
        {
            sample.Real = value.GetDouble();
        }
    }

    private static Several Several(JsonElement[] values) =>
        values.All(value => value.TryGetInt64(out _))
            ? new() { Integers = { values.Select(value => value.GetInt64()) } }
            : new() { Reals = { values.Select(value => value.GetDouble()) } };

    private static LabelledValue Label(JsonProperty property)
    {
        var labelled = new LabelledValue { Label = property.Name };
        if (property.Value.TryGetInt64(out var whole))
        {
            labelled.Integer = whole;
        }
        else
        {
            labelled.Real = property.Value.GetDouble();
        }

        return labelled;
    }
}
