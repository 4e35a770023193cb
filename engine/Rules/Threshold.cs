using System.Globalization;
using System.Numerics;

namespace Tocsin.Engine.Rules;

/// <summary>
/// One number to compare with, kept as the range of 64-bit integers and the double that decide it. An integer is compared
/// with the decimal number as written, without a detour over double; a double with the double nearest to it.
/// </summary>
public sealed record Threshold
{
    /// <summary>Lowest and highest matching integer; none match where the lowest is above the highest.</summary>
    private readonly long _low;
    private readonly long _high;

    /// <summary>The range says what does not match: only for "not equal".</summary>
    private readonly bool _outside;
    private readonly double _number;
    private readonly Comparison _op;

    private Threshold(string text, Comparison op, ExactNumber exact, double nearest)
    {
        Text = text;
        _op = op;
        _number = nearest;
        var floor = exact.Floor;
        var ceiling = exact.IsWhole ? floor : floor + 1;
        _outside = op == Comparison.NotEqual;
        (_low, _high) = op switch
        {
            Comparison.Greater => Range(floor + 1, long.MaxValue),
            Comparison.GreaterOrEqual => Range(ceiling, long.MaxValue),
            Comparison.Less => Range(long.MinValue, ceiling - 1),
            Comparison.LessOrEqual => Range(long.MinValue, floor),
            _ => Range(ceiling, floor),
        };
    }

    public string Text { get; }

    /// <summary>Null if the text isn't a decimal number, such as "12", "-0.5" or "1e3", or lies outside of what a double can hold.</summary>
    public static Threshold? TryParse(string text, Comparison op)
    {
        if (ExactNumber.TryParse(text) is not { } exact)
        {
            return null;
        }

        var nearest = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(nearest) && (nearest != 0 || exact.Sign == 0) ? new(text, op, exact, nearest) : null;
    }

    public bool Matches(long value) => (value >= _low && value <= _high) != _outside;

    public bool Matches(double value) => _op switch
    {
        Comparison.Greater => value > _number,
        Comparison.GreaterOrEqual => value >= _number,
        Comparison.Less => value < _number,
        Comparison.LessOrEqual => value <= _number,
        Comparison.Equal => value == _number,
        _ => value != _number,
    };

    /// <summary>Clamped so that a bound outside of the 64-bit integers leaves all or none of them.</summary>
    private static (long Low, long High) Range(BigInteger low, BigInteger high) =>
        low > high || low > long.MaxValue || high < long.MinValue
            ? (1, 0)
            : ((long)BigInteger.Max(low, long.MinValue), (long)BigInteger.Min(high, long.MaxValue));
}
