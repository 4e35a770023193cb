using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Unit.Scenarios;

internal static class Values
{
    public static string Tell(Sample? sample) => sample?.ValueCase switch
    {
        Sample.ValueOneofCase.Integer => Tell(sample.Integer),
        Sample.ValueOneofCase.Real => Tell(sample.Real),
        Sample.ValueOneofCase.Several => $"[{string.Join(',', sample.Several.Integers.Select(Tell).Concat(sample.Several.Reals.Select(Tell)))}]",
        Sample.ValueOneofCase.Labelled => $"{{{string.Join(',', sample.Labelled.Values.Select(Tell))}}}",
        _ => "_",
    };

    private static string Tell(LabelledValue value) =>
        $"{value.Label}={(value.ValueCase == LabelledValue.ValueOneofCase.Integer ? Tell(value.Integer) : Tell(value.Real))}";

    private static string Tell(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Tell(double number) =>
        number.ToString(double.IsInteger(number) ? "F1" : "R", CultureInfo.InvariantCulture);
}
