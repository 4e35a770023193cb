using System.Globalization;
using Tocsin.Engine.Rules;

namespace Tocsin.TopologyTests.Reference;

/// <summary>How a reading is compared: an integer with the decimal number as written, a double with the double nearest to it.</summary>
internal static class Numbers
{
    public static bool Matches(Reading reading, Threshold threshold, Comparison op)
    {
        if (reading.Integer is { } integer)
        {
            return Holds(op, decimal.Compare(integer, decimal.Parse(threshold.Text, NumberStyles.Float, CultureInfo.InvariantCulture)));
        }

        return Holds(op, reading.Real.CompareTo(double.Parse(threshold.Text, CultureInfo.InvariantCulture)));
    }

    public static string Symbol(Comparison op) => op switch
    {
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Equal => "==",
        _ => "!=",
    };

    private static bool Holds(Comparison op, int order) => op switch
    {
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Equal => order == 0,
        _ => order != 0,
    };
}
