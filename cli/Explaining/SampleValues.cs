using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Cli.Explaining;

/// <summary>Values of samples in words, and against what an alarm compared them with.</summary>
internal static class SampleValues
{
    public static string Text(Sample sample) => sample.ValueCase switch
    {
        Sample.ValueOneofCase.Integer => Number(sample.Integer),
        Sample.ValueOneofCase.Real => Number(sample.Real),
        Sample.ValueOneofCase.Several => $"[{string.Join(", ", All(sample.Several).Select(Number))}]",
        Sample.ValueOneofCase.Labelled => $"{{{string.Join(", ", sample.Labelled.Values.Select(value => $"{value.Label}: {Number(Of(value))}"))}}}",
        _ => "no value",
    };

    /// <summary>Whether the value in the same place as the observed one is beyond its threshold; null if there is none, or the comparison isn't known here.</summary>
    public static bool? IsMatch(Sample sample, ObservedValue observed) =>
        Find(sample, observed) is { } value && double.TryParse(observed.Threshold, CultureInfo.InvariantCulture, out var threshold)
            ? observed.Op switch
            {
                ">" => value > threshold,
                ">=" => value >= threshold,
                "<" => value < threshold,
                "<=" => value <= threshold,
                "=" or "==" => value == threshold,
                "!=" => value != threshold,
                _ => null,
            }
            : null;

    private static double? Find(Sample sample, ObservedValue observed) => sample.ValueCase switch
    {
        Sample.ValueOneofCase.Integer => sample.Integer,
        Sample.ValueOneofCase.Real => sample.Real,
        Sample.ValueOneofCase.Several => All(sample.Several).Select(value => (double?)value).ElementAtOrDefault((int)observed.Position),
        Sample.ValueOneofCase.Labelled => sample.Labelled.Values.Where(value => value.Label == observed.Label).Select(value => (double?)Of(value)).FirstOrDefault(),
        _ => null,
    };

    private static IEnumerable<double> All(Several several) => several.Integers.Count > 0 ? several.Integers.Select(value => (double)value) : several.Reals;

    private static double Of(LabelledValue value) => value.ValueCase == LabelledValue.ValueOneofCase.Integer ? value.Integer : value.Real;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
