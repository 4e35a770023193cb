using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class ThresholdTests
{
    private const long TwoToThe53 = 1L << 53;

    [Theory]
    [InlineData("12")]
    [InlineData("-0.5")]
    [InlineData("+5")]
    [InlineData(".5")]
    [InlineData("-.5")]
    [InlineData("5.")]
    [InlineData("1e3")]
    [InlineData("1E+05")]
    [InlineData("1.5e-3")]
    [InlineData("9223372036854775808")]
    [InlineData("1e308")]
    public void Number_Parsed_IsAThreshold(string text) => Assert.Equal(text, Threshold.TryParse(text, Comparison.Greater)?.Text);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData(".-5")]
    [InlineData("1.-5")]
    [InlineData("--5")]
    [InlineData("1,000")]
    [InlineData("1_000")]
    [InlineData("0x10")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e-2147483648")]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("1e999999999999")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("٣")]
    public void AnythingElse_Parsed_IsNone(string text) => Assert.Null(Threshold.TryParse(text, Comparison.Greater));

    [Fact]
    public void VeryManyDigits_Parsed_AreNone() => Assert.Null(Threshold.TryParse(new string('1', 401), Comparison.Greater));

    [Theory]
    [InlineData("9007199254740993", Comparison.Greater, TwoToThe53 + 1, false)]
    [InlineData("9007199254740993", Comparison.Greater, TwoToThe53 + 2, true)]
    [InlineData("9007199254740992.5", Comparison.Greater, TwoToThe53, false)]
    [InlineData("9007199254740992.5", Comparison.Greater, TwoToThe53 + 1, true)]
    [InlineData("9007199254740993", Comparison.Equal, TwoToThe53 + 1, true)]
    [InlineData("9007199254740993", Comparison.Equal, TwoToThe53, false)]
    [InlineData("9007199254740993", Comparison.NotEqual, TwoToThe53, true)]
    [InlineData("9223372036854775807", Comparison.GreaterOrEqual, long.MaxValue, true)]
    [InlineData("9223372036854775807", Comparison.Greater, long.MaxValue, false)]
    [InlineData("9223372036854775807", Comparison.Less, long.MaxValue - 1, true)]
    [InlineData("9223372036854775808", Comparison.Less, long.MaxValue, true)]
    [InlineData("9223372036854775808", Comparison.GreaterOrEqual, long.MaxValue, false)]
    [InlineData("9223372036854775806.5", Comparison.Greater, long.MaxValue, true)]
    [InlineData("-9223372036854775808", Comparison.LessOrEqual, long.MinValue, true)]
    [InlineData("-9223372036854775808", Comparison.Less, long.MinValue, false)]
    [InlineData("-9223372036854775809", Comparison.Greater, long.MinValue, true)]
    [InlineData("-9223372036854775809", Comparison.Equal, long.MinValue, false)]
    [InlineData("-9223372036854775809", Comparison.NotEqual, long.MinValue, true)]
    [InlineData("-0.5", Comparison.Less, 0, false)]
    [InlineData("-0.5", Comparison.Less, -1, true)]
    [InlineData("-0.5", Comparison.GreaterOrEqual, 0, true)]
    [InlineData("-0.5", Comparison.Equal, 0, false)]
    [InlineData("-0.5", Comparison.NotEqual, 0, true)]
    [InlineData("-1.5", Comparison.LessOrEqual, -2, true)]
    [InlineData("-1.5", Comparison.LessOrEqual, -1, false)]
    [InlineData("1e3", Comparison.Equal, 1000, true)]
    [InlineData("1.50e1", Comparison.Equal, 15, true)]
    [InlineData("1e30", Comparison.Less, long.MaxValue, true)]
    public void Integer_Compared_IsExact(string threshold, Comparison op, long value, bool matches) =>
        Assert.Equal(matches, Threshold.TryParse(threshold, op)!.Matches(value));

    [Theory]
    [InlineData("0.1", Comparison.Equal, 0.1, true)]
    [InlineData("0.3", Comparison.Greater, 0.1 + 0.2, true)]
    [InlineData("1000", Comparison.Greater, 1000.0000000000001, true)]
    [InlineData("1000", Comparison.GreaterOrEqual, 1000.0, true)]
    [InlineData("1000", Comparison.Less, 1000.0, false)]
    [InlineData("0", Comparison.LessOrEqual, -0.0, true)]
    [InlineData("0", Comparison.NotEqual, double.Epsilon, true)]
    public void Real_Compared_UsesTheNearestDouble(string threshold, Comparison op, double value, bool matches) =>
        Assert.Equal(matches, Threshold.TryParse(threshold, op)!.Matches(value));
}
