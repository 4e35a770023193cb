using System.Globalization;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Windows;
using Tocsin.V1;

namespace Tocsin.Engine.Detection;

/// <summary>The words of an alarm: the placeholders of the message and how values are written.</summary>
internal static class AlarmText
{
    public static string Render(MessageTemplate template, AlarmMessage alarm) => template.Render(
        new Dictionary<string, string>
        {
            ["name"] = alarm.Name,
            ["id"] = alarm.Id0,
            ["value"] = string.Join(", ", alarm.Values.Select(Value)),
            ["threshold"] = string.Join(", ", alarm.Values.Select(value => value.Threshold)),
            ["count"] = alarm.Matched.ToString(CultureInfo.InvariantCulture),
            ["period"] = alarm.PeriodMinutes.ToString(CultureInfo.InvariantCulture),
        },
        attribute => alarm.Attributes.GetValueOrDefault(attribute));

    public static string Op(Comparison op) => op switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "==",
        _ => "!=",
    };

    public static ObservedValue Observed(in ObservedBits bits, int minute, Rule rule, LabelTable labels)
    {
        var position = bits.Which == Which.Position ? bits.Index : 0;
        var result = new ObservedValue
        {
            Metric = rule.Metric,
            MinuteMs = Minutes.StartMs(minute),
            Op = Op(rule.Op),
            Threshold = rule.Thresholds[position]?.Text ?? "",
            RuleName = rule.Name,
        };
        if (bits.IsInteger)
        {
            result.Integer = bits.Raw;
        }
        else
        {
            result.Real = BitConverter.Int64BitsToDouble(bits.Raw);
        }

        if (bits.Which == Which.Position)
        {
            result.Position = (uint)position;
        }
        else if (bits.Which == Which.Label)
        {
            result.Label = labels.Name(bits.Index);
        }

        return result;
    }

    private static string Value(ObservedValue value) => value.ValueCase == ObservedValue.ValueOneofCase.Integer
        ? value.Integer.ToString(CultureInfo.InvariantCulture)
        : value.Real.ToString(CultureInfo.InvariantCulture);
}
