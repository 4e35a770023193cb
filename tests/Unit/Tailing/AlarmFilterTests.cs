using Tocsin.Cli.Tailing;
using Tocsin.V1;

namespace Tocsin.Unit.Tailing;

public class AlarmFilterTests
{
    private static readonly AlarmMessage _alarm = new() { RuleName = "slow_rule", Name = "shop-cart", Id0 = "c2hvcA==", State = AlarmState.NoData };

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("slow_*", "shop-*", "no-data", true)]
    [InlineData(null, "c2hvcA==", null, true)]
    [InlineData("fast_rule", null, null, false)]
    [InlineData(null, "shop", null, false)]
    [InlineData(null, null, "firing", false)]
    public void Alarm_AgainstFilters_FitsAllOrNot(string? rule, string? entity, string? state, bool expected) =>
        Assert.Equal(expected, TailCommand.Fits(_alarm, rule, entity, state));
}
