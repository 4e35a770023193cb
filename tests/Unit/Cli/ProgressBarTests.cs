using Tocsin.Cli.Auditing;

namespace Tocsin.Unit.Cli;

public class ProgressBarTests
{
    [Theory]
    [InlineData(0, 0, 0, "[..............................]   0%  0 samples/s")]
    [InlineData(50, 100, 40_000_000, "[###############...............]  50%  4.0 M samples/s  10 s left")]
    [InlineData(10, 1_000, 50_000, "[..............................]   1%  5 k samples/s  16:30 min left")]
    [InlineData(100, 100, 100, "[##############################] 100%  10 samples/s  0 s left")]
    public void Line_AfterTenSeconds_TellsShareRateAndTimeLeft(long done, long total, long samples, string expected) =>
        Assert.Equal(expected, ProgressBar.Line(new(done, total, samples), TimeSpan.FromSeconds(10)));
}
