using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Cli.Tailing;

/// <summary>An observed value in words.</summary>
internal static class ObservedText
{
    public static string Comparison(ObservedValue value) => $"{Plain(value)} {value.Op} {value.Threshold}";

    public static string Plain(ObservedValue value)
    {
        var number = value.ValueCase == ObservedValue.ValueOneofCase.Integer
            ? value.Integer.ToString(CultureInfo.InvariantCulture)
            : value.Real.ToString(CultureInfo.InvariantCulture);
        var which = value.WhichCase switch
        {
            ObservedValue.WhichOneofCase.Label => $"{{{value.Label}}}",
            ObservedValue.WhichOneofCase.Position => $"[{value.Position}]",
            _ => "",
        };
        return $"{value.Metric}{which} {number}";
    }
}
