using Tocsin.Engine.Deliveries;

namespace Tocsin.Unit.Deliveries;

public class BackoffTests
{
    private static readonly Backoff _backoff = new() { FirstMs = 1_000, LongestMs = 60_000 };

    [Fact]
    public void Wait_Doubles_HalfOfItSpread_UpToTheLimit()
    {
        for (var attempt = 1; attempt < 100; attempt++)
        {
            var full = Math.Min(60_000, 1_000 * Math.Pow(2, attempt - 1));
            Assert.InRange(_backoff.WaitMs("an-id", attempt, 0), (long)(full / 2), (long)full);
        }
    }

    [Fact]
    public void Wait_OfDifferentMessages_IsSpread() =>
        Assert.InRange(Enumerable.Range(0, 100).Select(id => _backoff.WaitMs($"id{id}", 7, 0)).Distinct().Count(), 90, 100);

    [Fact]
    public void Wait_TheReceiverAsksFor_IsKept_ButNotBeyondADay()
    {
        Assert.Equal(123_456, _backoff.WaitMs("an-id", 1, 123_456));
        Assert.Equal(86_400_000, _backoff.WaitMs("an-id", 1, long.MaxValue));
    }
}
