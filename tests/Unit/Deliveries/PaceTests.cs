using Tocsin.Engine.Deliveries;

namespace Tocsin.Unit.Deliveries;

public class PaceTests
{
    private const long Now = 1_000_000;
    private static readonly Pace _twentyAMinute = new([new PaceLimit(20, 60_000)]);
    private static readonly Pace _oneASecond = new([new PaceLimit(1, 1_000)]);

    [Fact]
    public void Free_NothingSentYet_IsHalfOfTheLimit() => Assert.Equal(10, _twentyAMinute.Free([], 0, Now));

    [Fact]
    public void Free_HalfIsUsed_IsOneAfterTheGap()
    {
        long[] sent = [.. Enumerable.Repeat(Now, 10)];
        Assert.Equal(0, _twentyAMinute.Free(sent, 0, Now + 5_999));
        Assert.Equal(1, _twentyAMinute.Free(sent, 0, Now + 6_000));
        Assert.Equal(0, _twentyAMinute.Free(sent, 1, Now + 6_000));
        Assert.Equal(Now + 6_000, _twentyAMinute.NextMs(sent, Now));
    }

    [Fact]
    public void Free_OneASecond_IsOneEachSecond()
    {
        Assert.Equal(1, _oneASecond.Free([], 0, Now));
        Assert.Equal(0, _oneASecond.Free([], 1, Now));
        Assert.Equal(0, _oneASecond.Free([Now], 0, Now + 999));
        Assert.Equal(1, _oneASecond.Free([Now], 0, Now + 1_000));
    }

    [Fact]
    public void Free_SeveralLimits_IsTheLeast()
    {
        var pace = new Pace([new PaceLimit(100, 60_000), new PaceLimit(4, 1_000)]);
        Assert.Equal(2, pace.Free([], 0, Now));
        Assert.Equal(1, pace.Free([Now], 0, Now));
    }

    [Fact]
    public void Unlimited_Always_LetsGo() => Assert.Equal(int.MaxValue, Pace.Unlimited.Free([.. Enumerable.Repeat(Now, 100)], 50, Now));

    /// <summary>Whoever sends whenever it is free to, keeps every limit in every stretch of time, and never waits longer than the gap.</summary>
    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(2, 1_000)]
    [InlineData(5, 1_000)]
    [InlineData(20, 60_000)]
    [InlineData(100, 60_000)]
    [InlineData(7, 13_001)]
    public void Sending_AsOftenAsFree_KeepsTheLimit(int messages, int perMs)
    {
        var pace = new Pace([new PaceLimit(messages, perMs)]);
        var random = new Random(messages);
        var sent = new List<long>();
        for (var nowMs = Now; nowMs < Now + (5 * perMs); nowMs = Math.Max(nowMs + random.Next(1, 50), random.Next(4) == 0 ? nowMs : pace.NextMs(sent, nowMs)))
        {
            sent.AddRange(Enumerable.Repeat(nowMs, Math.Max(0, pace.Free(sent, 0, nowMs))));
        }

        var most = sent.Max(from => sent.Count(each => each >= from && each < from + perMs));
        Assert.InRange(most, 1, messages);
        Assert.InRange(sent.Zip(sent.Skip(1), (left, right) => right - left).Max(), 1, (perMs / (messages - (messages / 2))) + 60);
    }
}
