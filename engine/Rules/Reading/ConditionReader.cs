using System.Collections.Frozen;
using Tocsin.Engine.Rules.Mqe;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads what a rule watches for: the keys metrics-name, op, threshold and count, or the expression that says it all.</summary>
internal static class ConditionReader
{
    private static readonly string[] _classicKeys = ["metrics-name", "indicator-name", "op", "threshold", "count"];

    /// <summary>Null after an error.</summary>
    public static RuleCondition? Read(Section rule)
    {
        var period = rule.Whole("period", 1, Limits.MaxPeriodMinutes) ?? 1;
        var names = FilterReader.Read(rule, "names");
        var labels = FilterReader.Read(rule, "labels");
        return rule.Has("expression") ? FromExpression(rule, period, names, labels) : FromKeys(rule, period, names, labels);
    }

    private static RuleCondition? FromKeys(Section rule, int period, NameFilter names, NameFilter labels)
    {
        var metric = Metric(rule);
        var op = rule.Required("op") is null ? null : rule.Choice("op", Choices.Op);
        var thresholds = ThresholdReader.Read(rule, op ?? Comparison.Greater);
        var count = rule.Whole("count", 1, int.MaxValue) ?? 1;
        return metric is null || op is null ? null : new(metric, op.Value, thresholds, period, count) { Names = names, Labels = labels };
    }

    private static string? Metric(Section rule)
    {
        if (rule.Has("metrics-name") && rule.Has("indicator-name"))
        {
            rule.Problems.Error(rule.At("indicator-name"), "conflicting-keys", "'indicator-name' is the old name of 'metrics-name'; only one of them may be set");
        }

        var metric = rule.Required(rule.Has("indicator-name") ? "indicator-name" : "metrics-name");
        if (metric is not { Text.Length: 0 })
        {
            return metric?.Text;
        }

        rule.Problems.Error(metric, "missing-key", $"{rule.What} needs the name of a metric");
        return null;
    }

    private static RuleCondition? FromExpression(Section rule, int period, NameFilter names, NameFilter labels)
    {
        foreach (var key in _classicKeys.Where(rule.Has))
        {
            rule.Problems.Error(rule.At(key), "conflicting-keys", $"'{key}' and 'expression' say the same thing; only one of them may be set");
        }

        if (rule.Scalar("expression") is not { } scalar)
        {
            return null;
        }

        var (read, trouble) = MqeExpression.Read(scalar.Text, period);
        if (read is null)
        {
            rule.Problems.Error(scalar.Line, scalar.ColumnOf(trouble!.Offset), trouble.Code, trouble.Message);
            return null;
        }

        return FromMqe(read, new(rule, scalar, period), names, labels);
    }

    private static RuleCondition? FromMqe(MqeRule read, Place place, NameFilter names, NameFilter labels)
    {
        var threshold = Threshold.TryParse(read.Threshold, read.Op);
        if (threshold is null)
        {
            place.Error(read.Metric.Offset, "threshold-not-a-number", "the number to compare with is out of the range of a double");
        }

        if (!read.Labels.IsEmpty && !labels.PassesAll)
        {
            place.Error(read.Metric.Offset, "conflicting-keys", "labels are filtered in the expression and by keys; only one of them may be");
        }

        return threshold is null
            ? null
            : new(read.Metric.Name, read.Op, [threshold], place.PeriodMinutes, read.Count)
            {
                Names = names,
                Labels = read.Labels.IsEmpty ? labels : new() { Include = read.Labels.ToFrozenSet(StringComparer.Ordinal) },
            };
    }

    private sealed record Place(Section Rule, YamlScalar Scalar, int PeriodMinutes)
    {
        public void Error(int offset, string code, string message) =>
            Rule.Problems.Error(Scalar.Line, Scalar.ColumnOf(offset), code, message);
    }
}
