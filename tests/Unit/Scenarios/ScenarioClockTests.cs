using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.Scenarios;

public class ScenarioClockTests
{
    private static readonly ScenarioClock _clock = ScenarioClock.StartingAt("2026-03-01T23:50:00Z")!;

    [Theory]
    [InlineData("3m", 180_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("-90s", -90_000)]
    [InlineData("500ms", 500)]
    public void Duration_Written_IsMilliseconds(string text, long expected) => Assert.Equal(expected, ScenarioClock.ReadDuration(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("3")]
    [InlineData("3 m")]
    [InlineData("m3")]
    [InlineData("3m2h")]
    public void Duration_Nonsense_IsRefused(string text) => Assert.Null(ScenarioClock.ReadDuration(text));

    [Theory]
    [InlineData("3m", "23:53")]
    [InlineData("23:50:30", "23:50:30")]
    [InlineData("00:05", "2026-03-02 00:05")]
    [InlineData("-1m", "23:49")]
    [InlineData("2026-03-05T01:02:03.004Z", "2026-03-05 01:02:03.004")]
    public void Time_OfAnyForm_IsTold(string text, string expected) => Assert.Equal(expected, _clock.Tell(_clock.Read(text)!.Value));

    [Theory]
    [InlineData("noon")]
    [InlineData("25:00")]
    [InlineData("2026-13-01T00:00:00Z")]
    public void Time_Nonsense_IsRefused(string text) => Assert.Null(_clock.Read(text));
}
