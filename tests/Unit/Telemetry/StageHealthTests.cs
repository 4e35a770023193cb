using Tocsin.Runtime.Telemetry;

namespace Tocsin.Unit.Telemetry;

public class StageHealthTests
{
    private readonly FixedTime _time = new();
    private readonly StageHealth _health;

    public StageHealthTests() => _health = new StageHealth("detect", _time);

    [Fact]
    public void Ready_BeforeAnAssignment_SaysSo() => Assert.Equal("detect: no partitions assigned yet", _health.WhyNotReady());

    [Fact]
    public void Ready_WhileRestoring_NamesThePartitions()
    {
        _health.SetRestoring([3, 1]);
        _health.SetAssigned([1, 2, 3]);

        Assert.Equal("detect: restoring partitions 1, 3", _health.WhyNotReady());
        Assert.Null(_health.WhyNotLive());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Ready_AllRestored_IsReadyWhateverTheirNumber(int partitions)
    {
        _health.SetAssigned(Enumerable.Range(0, partitions));
        _health.SetRestoring([]);

        Assert.Null(_health.WhyNotReady());
    }

    [Fact]
    public void Ready_AfterTheGroupWasLeft_IsNot()
    {
        _health.SetAssigned([1]);
        _health.SetUnassigned();

        Assert.NotNull(_health.WhyNotReady());
    }

    [Fact]
    public void Live_NoTurnForTooLong_SaysHowLong()
    {
        _health.SetAssigned([1]);
        _time.Move(TimeSpan.FromSeconds(121));

        Assert.Equal("detect: no turn of the loop for 121 s, at most 120 s are expected", _health.WhyNotLive());
        Assert.Equal(_health.WhyNotLive(), _health.WhyNotReady());
        _health.Beat();
        Assert.Null(_health.WhyNotLive());
    }
}
