using Tocsin.Cli.Receiving;
using Tocsin.Unit.Telemetry;

namespace Tocsin.Unit.Receiving;

public class ArrivalsTests
{
    private readonly Arrivals _arrivals = new();
    private readonly FixedTime _time = new();

    [Fact]
    public void Arrivals_BeyondTheMost_LeaveTheOldestOut()
    {
        for (var i = 0; i < Arrivals.Most + 5; i++)
        {
            Add("");
        }

        var newest = _arrivals.After(0);

        Assert.Equal((Arrivals.Most, Arrivals.Most + 5, 6), (newest.Count, newest[0].Number, newest[^1].Number));
        Assert.Equal([Arrivals.Most + 5, Arrivals.Most + 4], _arrivals.After(Arrivals.Most + 3).Select(arrival => arrival.Number));
    }

    [Fact]
    public void Arrival_OfAnIdThatWasTaken_IsARepetition()
    {
        Assert.False(Add("a", 503).IsRepetition);
        Assert.False(Add("a").IsRepetition);
        Assert.True(Add("a").IsRepetition);
        Assert.False(Add("b").IsRepetition);
        Assert.False(Add("").IsRepetition);
        Assert.False(Add("").IsRepetition);
    }

    [Fact]
    public void Behaviour_ToldToMisbehave_DoesSoForAWhile()
    {
        var behaviour = new Behaviour(_time);

        Assert.Null(behaviour.Now);
        Assert.Null(behaviour.Set("503", "5", null));
        Assert.Equal(503, behaviour.Now?.Status);
        _time.Move(TimeSpan.FromSeconds(5));
        Assert.Null(behaviour.Now);
    }

    [Fact]
    public void Behaviour_ToldToBehave_DoesSoAtOnce()
    {
        var behaviour = new Behaviour(_time);
        behaviour.Set(null, null, "1500");
        Assert.Equal((200, 1_500), (behaviour.Now?.Status, behaviour.Now?.Delay.TotalMilliseconds));

        behaviour.Set("200", null, null);

        Assert.Null(behaviour.Now);
    }

    [Theory]
    [InlineData("199", null, null, "status=199 isn't between 200 and 599")]
    [InlineData("x", null, null, "status=x isn't between 200 and 599")]
    [InlineData("503", "3601", null, "for=3601 isn't between 0 and 3600 (seconds)")]
    [InlineData("503", "-1", null, "for=-1 isn't between 0 and 3600 (seconds)")]
    [InlineData("503", null, "60001", "delay=60001 isn't between 0 and 60000 (milliseconds)")]
    public void Behaviour_ToldNonsense_SaysWhatItTakes(string? status, string? seconds, string? delay, string expected)
    {
        var behaviour = new Behaviour(_time);

        Assert.Equal(expected, behaviour.Set(status, seconds, delay));
        Assert.Null(behaviour.Now);
    }

    private Arrival Add(string id, int status = 200) => _arrivals.Add(new Arrival { TimeMs = 0, Path = "/webhook", MessageId = id, Status = status });
}
