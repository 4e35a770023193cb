using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Routing;

public class ExampleAlarmTests
{
    private static readonly RuleSet _rules = SettingsReader.Read("""
        rules:
          instance_slow_rule:
            metrics-name: service_instance_resp_time
            op: ">"
            threshold: 1000
            period: 5
            count: 3
            message: "{name} took {value} ms, over {threshold} ms in {count} of {period} minutes"
            tags: {level: CRITICAL}
            hooks: [slack.ops]
          service_few_rule: {metrics-name: service_cpm, op: "<", threshold: "-,10", message: "{name}: {value}"}
        composite-rules:
          both_rule: {expression: service_few_rule && service_few_rule, message: "{name} has both"}
        """, "rules.yml").RuleSet!;

    [Fact]
    public void Alarm_OfARule_IsAsTheRuleWouldRaiseIt()
    {
        var alarm = Of("instance_slow_rule");

        Assert.Equal(("SERVICE_INSTANCE", 2L, AlarmState.Firing), (alarm.Scope, alarm.ScopeId, alarm.State));
        Assert.Equal(("CRITICAL", "slack.ops"), (alarm.Tags.Data.Single().Value, alarm.Hooks.Single()));
        Assert.Equal("checkout took 1500 ms, over 1000 ms in 3 of 5 minutes", alarm.AlarmMessage_);
    }

    [Theory]
    [InlineData("service_few_rule", "checkout: 5")]
    [InlineData("both_rule", "checkout has both")]
    [InlineData("unknown_rule", "Alarm caused by Rule unknown_rule")]
    public void Alarm_OfAnyRule_HasAMessage(string rule, string expected) => Assert.Equal(expected, Of(rule).AlarmMessage_);

    [Theory]
    [InlineData("ENDPOINT_RELATION", 6)]
    [InlineData("MACHINE", 0)]
    public void Scope_ByName_HasItsNumber(string scope, long expected)
    {
        var alarm = new AlarmMessage();
        ExampleAlarm.SetScope(alarm, scope);

        Assert.Equal((scope, expected), (alarm.Scope, alarm.ScopeId));
    }

    [Fact]
    public void Alarm_ThatIsComplete_IsLeftAlone()
    {
        var alarm = new AlarmMessage { RuleName = "instance_slow_rule", Id = "1", Id0 = "2", EpisodeId = "3", AlarmMessage_ = "4", Values = { new ObservedValue { Integer = 5 } } };
        var before = alarm.Clone();
        ExampleAlarm.Complete(alarm, _rules);

        Assert.Equal(before, alarm);
    }

    private static AlarmMessage Of(string rule)
    {
        var alarm = ExampleAlarm.Of(rule, _rules);
        alarm.Name = "checkout";
        ExampleAlarm.Complete(alarm, _rules);
        return alarm;
    }
}
