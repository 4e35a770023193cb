using System.Globalization;
using System.Numerics;

namespace Tocsin.Engine.Rules;

/// <summary>
/// One number to compare with, kept as the range of 64-bit integers and the double that decide it. An integer is compared
/// with the decimal number as written, without a detour over double; a double with the double nearest to it.
/// </summary>
public sealed record Threshold
{
    private const int MaxExponent = 400;

    /// <summary>Lowest and highest matching integer; none match where the lowest is above the highest.</summary>
    private readonly long _low;
    private readonly long _high;

    /// <summary>The range says what does not match: only for "not equal".</summary>
    private readonly bool _outside;
    private readonly double _number;
    private readonly Comparison _op;

    private Threshold(string text, Comparison op, BigInteger floor, bool isWhole)
    {
        Text = text;
        _op = op;
        _number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var ceiling = isWhole ? floor : floor + 1;
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

    /// <summary>Null if the text isn't a finite decimal number, such as "12", "-0.5" or "1e3".</summary>
    public static Threshold? TryParse(string text, Comparison op)
    {
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = 0;
        if (exponentAt >= 0 && (!int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || Math.Abs(exponent) > MaxExponent))
        {
            return null;
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (digits.Length > MaxExponent || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var scaled))
        {
            return null;
        }

        var shift = exponent - decimals;
        if (shift >= 0)
        {
            return new(text, op, scaled * BigInteger.Pow(10, shift), isWhole: true);
        }

        var quotient = BigInteger.DivRem(scaled, BigInteger.Pow(10, -shift), out var remainder);
        return new(text, op, remainder.Sign < 0 ? quotient - 1 : quotient, remainder.IsZero);
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
