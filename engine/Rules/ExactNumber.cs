using System.Globalization;
using System.Numerics;

namespace Tocsin.Engine.Rules;

/// <summary>A decimal number without rounding: <paramref name="Unscaled"/> divided by ten to the power of <paramref name="Decimals"/>, which is 0 or more.</summary>
internal readonly record struct ExactNumber(BigInteger Unscaled, int Decimals)
{
    private const int MaxDigits = 400;

    public int Sign => Unscaled.Sign;

    /// <summary>The largest whole number that isn't above this one.</summary>
    public BigInteger Floor
    {
        get
        {
            var quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Decimals), out var remainder);
            return remainder.Sign < 0 ? quotient - 1 : quotient;
        }
    }

    public bool IsWhole => BigInteger.Remainder(Unscaled, BigInteger.Pow(10, Decimals)).IsZero;

    /// <summary>Null if the text isn't a decimal number such as "12", "-0.5", ".5" or "1e3", or has more than 400 digits.</summary>
    public static ExactNumber? TryParse(string text)
    {
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = 0;
        if (exponentAt >= 0 && (!int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || exponent is < -MaxDigits or > MaxDigits))
        {
            return null;
        }

        var sign = mantissa.StartsWith('-') ? -1 : 1;
        var unsigned = mantissa.StartsWith('-') || mantissa.StartsWith('+') ? mantissa[1..] : mantissa;
        var point = unsigned.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? unsigned : unsigned.Remove(point, 1);
        if (digits.Length > MaxDigits || !BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var decimals = (point < 0 ? 0 : unsigned.Length - point - 1) - exponent;
        return decimals >= 0 ? new(sign * number, decimals) : new(sign * number * BigInteger.Pow(10, -decimals), 0);
    }

    public static ExactNumber operator +(ExactNumber left, ExactNumber right)
    {
        var decimals = Math.Max(left.Decimals, right.Decimals);
        return new(left.Shifted(decimals) + right.Shifted(decimals), decimals);
    }

    public static ExactNumber operator -(ExactNumber number) => number with { Unscaled = -number.Unscaled };

    public static ExactNumber operator *(ExactNumber left, ExactNumber right) => new(left.Unscaled * right.Unscaled, left.Decimals + right.Decimals);

    /// <summary>Null if the quotient has no end, such as 1/3, or the divisor is zero.</summary>
    public ExactNumber? TryDivide(ExactNumber divisor)
    {
        var (rest, twos) = Without(2, BigInteger.Abs(divisor.Unscaled));
        (rest, var fives) = Without(5, rest);
        var decimals = Math.Max(twos, fives);
        if (rest.IsZero || !BigInteger.Remainder(Unscaled, rest).IsZero)
        {
            return null;
        }

        var quotient = Unscaled * BigInteger.Pow(10, decimals + divisor.Decimals) / divisor.Unscaled;
        return new ExactNumber(quotient, Decimals + decimals);
    }

    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        var fraction = digits[^Decimals..].TrimEnd('0');
        return (Unscaled.Sign < 0 ? "-" : "") + digits[..^Decimals] + (fraction.Length > 0 ? "." + fraction : "");
    }

    private static (BigInteger Remaining, int Times) Without(int factor, BigInteger number)
    {
        var times = 0;
        while (!number.IsZero && BigInteger.Remainder(number, factor).IsZero)
        {
            number /= factor;
            times++;
        }

        return (number, times);
    }

    private BigInteger Shifted(int decimals) => Unscaled * BigInteger.Pow(10, decimals - Decimals);
}
