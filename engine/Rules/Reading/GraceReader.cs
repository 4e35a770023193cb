using System.Globalization;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads how long after its end a minute is checked: seconds, or a number with ms, s or m.</summary>
internal static class GraceReader
{
    private static readonly (string Unit, int Milliseconds)[] _units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("", 1_000)];

    public static int Read(Section file)
    {
        if (file.Scalar("grace") is not { } scalar)
        {
            return RuleSet.DefaultGraceMs;
        }

        var text = scalar.Text.Trim();
        var (unit, unitMs) = _units.FirstOrDefault(known => text.EndsWith(known.Unit, StringComparison.Ordinal));
        if (!decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var number))
        {
            file.Problems.Error(scalar, "not-a-duration", $"'grace' is a duration such as 5s, 500ms or a number of seconds, not '{scalar.Text}'");
        }
        else if (number < 0 || number > Limits.MaxGraceSeconds * 1_000m / unitMs)
        {
            file.Problems.Error(scalar, "out-of-range", $"'grace' goes from 0 to {Limits.MaxGraceSeconds}s, not {scalar.Text}");
        }
        else
        {
            return (int)(number * unitMs);
        }

        return RuleSet.DefaultGraceMs;
    }
}
