using Tocsin.Detect.Auditing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

public class BacktestTests
{
    private readonly RecordedShop _shop = new();

    [Fact]
    public void RulesOfThatTime_RaiseWhatWasRecordedBeforeTheyChanged()
    {
        var recorded = _shop.Alarms.Select(RecordedShop.AlarmOf).Where(alarm => alarm.TimeMs < RecordedShop.Minute(59)).ToList();
        var version = recorded[0].RuleVersion;

        var raised = Run(0, 59, _shop.RulesOf(version));

        Assert.Equal(
            recorded.Select(alarm => alarm.Id).Distinct().Order(),
            raised.Where(alarm => alarm.TimeMs < RecordedShop.Minute(59)).Select(alarm => alarm.Id).Order());
    }

    [Fact]
    public void Range_InTheMiddle_BeginsWithFullWindows()
    {
        var rules = _shop.RulesOf(RecordedShop.AlarmOf(_shop.Alarms[0]).RuleVersion) with { Composites = [] };
        rules = rules with { Rules = [.. rules.Rules.Where(rule => rule.Name == "slow_rule").Select(rule => rule with { Announcement = rule.Announcement with { SilencePeriod = 0 } })] };

        var whole = Run(0, null, rules).Where(alarm => alarm.TimeMs > RecordedShop.Minute(31) && alarm.State == AlarmState.Firing).Select(alarm => (alarm.Name, alarm.TimeMs));
        var part = Run(30, null, rules).Where(alarm => alarm.TimeMs > RecordedShop.Minute(31) && alarm.State == AlarmState.Firing).Select(alarm => (alarm.Name, alarm.TimeMs));

        Assert.Equal(whole.Order(), part.Order());
    }

    private List<AlarmMessage> Run(int from, int? to, RuleSet rules)
    {
        var alarms = new List<AlarmMessage>();
        new Backtest(_shop.Log, _shop.Topics, RecordedShop.Minute(from), to is { } end ? RecordedShop.Minute(end) : null) { Threads = 1 }
            .Run([rules], (_, _, alarm) => alarms.Add(alarm.Clone()), CancellationToken.None);
        return alarms;
    }
}
