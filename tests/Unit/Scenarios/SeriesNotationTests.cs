using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.Scenarios;

public class SeriesNotationTests
{
    [Theory]
    [InlineData("10x3 1200 _ 1300", "10 10 10 1200 _ 1300")]
    [InlineData("_x2 5", "_ _ 5")]
    [InlineData("10+5x3", "10 15 20")]
    [InlineData("10-5x4", "10 5 0 -5")]
    [InlineData("0.1+0.1x3", "0.1 0.2 0.3")]
    [InlineData("-2 +3 1e3 1.0", "-2 3 1000.0 1.0")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("nan inf -inf", "NaN Infinity -Infinity")]
    [InlineData("[1, 2,3]x2", "[1,2,3] [1,2,3]")]
    [InlineData("{p50=1, p 99=2.5}", "{p50=1,p 99=2.5}")]
    public void Series_Written_IsExpanded(string text, string expected)
    {
        var (samples, error) = SeriesNotation.Read(text);

        Assert.Null(error);
        Assert.Equal(expected, string.Join(' ', samples.Select(Values.Tell)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("10x0")]
    [InlineData("10x")]
    [InlineData("10+5")]
    [InlineData("10x999999999")]
    [InlineData("[1,b]")]
    [InlineData("[1")]
    [InlineData("{a}")]
    [InlineData("99999999999999999999+1x3")]
    public void Series_Nonsense_IsRefused(string text) => Assert.NotNull(SeriesNotation.Read(text).Error);
}
