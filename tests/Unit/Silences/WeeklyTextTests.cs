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

    [Fact]
    public void Line_OfASilence_SaysItsEndAndItsTimes()
    {
        var shield = new Shield { FromMs = 1_700_000_000_000, Times = { WeeklyText.Parse("sun 02:00-04:00", ""), WeeklyText.Parse("mon-sun 22:00-23:00", "") } };

        Assert.Equal("from 2023-11-14 22:13:20Z, until it is expired, only sun 02:00-04:00 UTC and 22:00-23:00 UTC", ShieldLine.When(shield));
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
