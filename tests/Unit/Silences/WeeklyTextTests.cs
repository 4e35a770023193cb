using Tocsin.Cli.Silences;
using Tocsin.V1;

namespace Tocsin.Unit.Silences;

public sealed class WeeklyTextTests
{
    [Theory]
    [InlineData("sun 02:00-04:00", 0b1000000u, 120u, 240u, "sun 02:00-04:00 UTC")]
    [InlineData("mon-fri 22:00-06:00", 0b0011111u, 1_320u, 360u, "mon,tue,wed,thu,fri 22:00-06:00 UTC")]
    [InlineData("fri-mon", 0b1110001u, 0u, 0u, "mon,fri,sat,sun 00:00-24:00 UTC")]
    [InlineData("Sat,sun 20:00-24:00", 0b1100000u, 1_200u, 0u, "sat,sun 20:00-24:00 UTC")]
    [InlineData("00:30-01:00", 0u, 30u, 60u, "00:30-01:00 UTC")]
    public void Text_OfATime_IsReadAndWritten(string text, uint days, uint from, uint to, string written)
    {
        var time = WeeklyText.Parse(text, "")!;

        Assert.Equal(new WeeklyTime { Days = days, FromMinute = from, ToMinute = to }, time);
        Assert.Equal(written, WeeklyText.Of(time));
        Assert.Equal(time, WeeklyText.Parse(written[..^4], ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("son")]
    [InlineData("sun 2:00-4:00")]
    [InlineData("sun 02:00")]
    [InlineData("sun 02:00-02:00")]
    [InlineData("sun 24:00-02:00")]
    [InlineData("sun 02:00-24:01")]
    [InlineData("sun 02:00-04:60")]
    [InlineData("mon-wed-fri")]
    [InlineData("sun 02:00-04:00 UTC")]
    public void Text_OfNoTime_IsRefused(string text) => Assert.Null(WeeklyText.Parse(text, ""));
}
