using System.Globalization;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Durations as people write them: a number of seconds, or a number with ms, s, m, h or d.</summary>
internal static class Duration
{
    private static readonly (string Unit, int Milliseconds)[] _units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1_000)];

    /// <summary>Milliseconds; null if the text isn't a duration. Beyond what any limit allows it is as long as can be.</summary>
    public static decimal? TryParse(string written)
    {
        var text = written.Trim();
        var (unit, unitMs) = _units.First(known => text.EndsWith(known.Unit, StringComparison.Ordinal));
        if (!decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        const decimal largest = long.MaxValue;
        return Math.Clamp(number, -largest, largest) * unitMs;
    }

    /// <summary>Null if the key isn't there, or is in error.</summary>
    public static long? Read(Section section, string key, long lowestMs, long highestMs)
    {
        if (section.Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (TryParse(scalar.Text) is not { } milliseconds)
        {
            section.Problems.Error(scalar, "not-a-duration", $"'{key}' is a duration such as 30s, 500ms or 6h, not '{scalar.Text}'");
            return null;
        }

        if (milliseconds >= lowestMs && milliseconds <= highestMs)
        {
            return (long)milliseconds;
        }

        section.Problems.Error(scalar, "out-of-range", $"'{key}' goes from {Text(lowestMs)} to {Text(highestMs)}, not {scalar.Text}");
        return null;
    }

    /// <summary>In the largest unit that gives a whole number.</summary>
    private static string Text(long milliseconds)
    {
        if (milliseconds == 0)
        {
            return "0";
        }

        var (unit, unitMs) = _units.Where(known => known.Unit.Length > 0 && milliseconds % known.Milliseconds == 0).MaxBy(known => known.Milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / unitMs}{unit}");
    }
}
