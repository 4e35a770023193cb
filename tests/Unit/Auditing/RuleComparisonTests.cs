using Tocsin.Engine.Auditing;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

public class RuleComparisonTests
{
    private const long MsPerMinute = 60_000;

    [Fact]
    public void Alarms_AtTheSameTime_AreTheSame()
    {
        var (same, changes) = RuleComparison.Between([At(1), At(20)], [At(20), At(1)]);

        Assert.Equal(2, same);
        Assert.Empty(changes);
    }

    [Fact]
    public void Alarm_AFewMinutesLater_HasMoved()
    {
        var (same, changes) = RuleComparison.Between([At(1), At(20)], [At(1), At(23)]);

        var change = Assert.Single(changes);
        Assert.Equal((1L, 20 * MsPerMinute, 23 * MsPerMinute), (same, change.OldMs, change.NewMs));
    }

    [Fact]
    public void Alarms_TooFarApart_AreOneRemovedAndOneAdded() =>
        Assert.Equal(
            [(20 * MsPerMinute, null), (null, 51 * MsPerMinute)],
            RuleComparison.Between([At(20)], [At(51)]).Changes.Select(change => (change.OldMs, change.NewMs)));

    [Fact]
    public void Alarm_MovesToTheNearest()
    {
        var changes = RuleComparison.Between([At(1), At(10)], [At(11)]).Changes;

        Assert.Equal([(1 * MsPerMinute, null), (10 * MsPerMinute, 11 * MsPerMinute)], changes.Select(change => (change.OldMs, change.NewMs)));
    }

    [Fact]
    public void Alarms_OfOtherEntitiesAndStates_AreOthers()
    {
        RaisedAlarm[] others = [At(1) with { Id0 = "b" }, At(1) with { Rule = "other" }, At(1) with { State = AlarmState.Recovered }];

        Assert.Equal(4, RuleComparison.Between([At(1)], others).Changes.Length);
    }

    private static RaisedAlarm At(int minute) => new("rule", 1, "a", "", "a", AlarmState.Firing, minute * MsPerMinute);
}
