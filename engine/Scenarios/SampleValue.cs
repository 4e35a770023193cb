using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Makes samples that hold a value and nothing else. "12" is an integer; "12.0", "1e3", "nan" and "inf" are reals.</summary>
internal static class SampleValue
{
    /// <summary>Null if the text isn't a number.</summary>
    public static Sample? Single(string text) =>
        ReadInteger(text) is { } integer ? new Sample { Integer = integer }
        : ReadReal(text) is { } real ? new Sample { Real = real }
        : null;

    /// <summary>Null if one of the texts isn't a number. They are kept as reals unless all are integers.</summary>
    public static Sample? Several(IReadOnlyList<string> texts)
    {
        var several = new Several();
        if (texts.All(text => ReadInteger(text) is not null))
        {
            several.Integers.AddRange(texts.Select(text => ReadInteger(text)!.Value));
        }
        else if (texts.All(text => ReadReal(text) is not null))
        {
            several.Reals.AddRange(texts.Select(text => ReadReal(text)!.Value));
        }
        else
        {
            return null;
        }

        return new() { Several = several };
    }

    /// <summary>Null if one of the values isn't a number.</summary>
    public static Sample? Labelled(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var labelled = new Labelled();
        foreach (var (label, text) in pairs)
        {
            var value = new LabelledValue { Label = label };
            if (ReadInteger(text) is { } integer)
            {
                value.Integer = integer;
            }
            else if (ReadReal(text) is { } real)
            {
                value.Real = real;
            }
            else
            {
                return null;
            }

            labelled.Values.Add(value);
        }

        return new() { Labelled = labelled };
    }

    private static long? ReadInteger(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? ReadReal(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null,
    };
}
