using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.V1;

namespace Tocsin.Unit.Routing;

public class RouterTests
{
    private const string Rules = """
        hooks:
          webhook:
            all: {is-default: true, urls: [http://127.0.0.1/a, http://127.0.0.1/b], recovery-urls: [http://127.0.0.1/r, http://127.0.0.1/s]}
          slack:
            ops: {text-template: "%s", webhooks: http://127.0.0.1/}
            team: {text-template: "%s"}
        """;

    [Fact]
    public void Alarm_WithoutHooks_GoesToEveryReceiverOfTheDefaultHooks()
    {
        var routed = Of("").Route(Alarms.Critical());

        Assert.Equal(
            ["webhook.all", "webhook.all#2", "webhook.all#recovery", "webhook.all#recovery2"],
            routed.Receivers.Select(receiver => receiver.Name));
        Assert.All(routed.Receivers, receiver => Assert.Equal(Router.DefaultHooks, receiver.Reason));
    }

    [Fact]
    public void Alarm_WithHooks_GoesToThemAlone() => Assert.Equal([new("slack.ops", Router.RuleHooks)], Of("").Route(Alarms.Critical("slack.ops")).Receivers.ToArray());

    [Fact]
    public void Hook_OfDispatch_WinsOverTheOneOfTheRules()
    {
        var router = Of("""
            hooks:
              webhook:
                all: {urls: http://127.0.0.1/other}
                own: {is-default: true, urls: http://127.0.0.1/own}
            """);

        Assert.Equal(["webhook.all", "slack.ops", "slack.team", "webhook.own"], router.Hooks.Select(hook => hook.FullName));
        Assert.Equal([new("webhook.own", Router.DefaultHooks)], router.Route(Alarms.Critical()).Receivers.ToArray());
    }

    [Fact]
    public void Route_ThatMatches_AddsItsHooks()
    {
        var routed = Of("routes: [{name: shop, match: {attributes: {business: shop}}, to: slack.ops}]").Route(Alarms.Critical("webhook.all"));

        Assert.Equal(["webhook.all", "webhook.all#2", "webhook.all#recovery", "webhook.all#recovery2", "slack.ops"], routed.Receivers.Select(receiver => receiver.Name));
        Assert.Equal("shop", routed.Receivers[^1].Reason);
    }

    [Fact]
    public void Route_Instead_ReplacesTheHooksOfTheRuleOnly()
    {
        var routed = Of("routes: [{name: a, to: slack.ops}, {name: b, to: [slack.ops, webhook.all], instead: true}]").Route(Alarms.Critical("webhook.all"));

        Assert.Equal("b", routed.BaseReplacedBy);
        Assert.Equal(
            [new("slack.ops", "a"), new("webhook.all", "b"), new("webhook.all#2", "b"), new("webhook.all#recovery", "b"), new("webhook.all#recovery2", "b")],
            routed.Receivers.ToArray());
    }

    [Fact]
    public void Route_ThatDoesNotContinue_HidesTheOnesBehindItIfItMatches()
    {
        var router = Of("routes: [{name: a, match: {states: firing}, to: slack.ops, continue: false}, {name: b, to: webhook.all}]");
        var recovery = new AlarmMessage(Alarms.Critical("slack.ops")) { State = AlarmState.Recovered };

        Assert.Equal([null, "not looked at: route a doesn't continue"], router.Route(Alarms.Critical("slack.ops")).Routes.Select(outcome => outcome.WhyNot));
        Assert.Equal(["state is recovered, not firing", null], router.Route(recovery).Routes.Select(outcome => outcome.WhyNot));
    }

    [Theory]
    [InlineData("rules: [service_*_rule]", null)]
    [InlineData("rules: [a_rule, b_rule]", "rule is service_sla_rule, not one of a_rule, b_rule")]
    [InlineData("scopes: ENDPOINT", "scope is SERVICE, not ENDPOINT")]
    [InlineData("names: pay*", "name is checkout, not pay*")]
    [InlineData("tags: {level: [CRITICAL, FATAL]}", null)]
    [InlineData("tags: {level: FATAL}", "tag level is CRITICAL, not FATAL")]
    [InlineData("tags: {owner: '*'}", "there is no tag owner")]
    [InlineData("attributes: {business: bank}", "attribute business is shop, not bank")]
    [InlineData("attributes: {idc: a}", "there is no attribute idc")]
    [InlineData("states: [recovered, closed]", "state is firing, not one of recovered, closed")]
    [InlineData("rules: '*', names: pay*, states: closed", "name is checkout, not pay*")]
    public void Condition_ThatDoesNotHold_IsSaidInWords(string match, string? expected) =>
        Assert.Equal(expected, Assert.Single(Of($"routes: [{{name: a, match: {{{match}}}, to: slack.ops}}]").Route(Alarms.Critical()).Routes).WhyNot);

    [Fact]
    public void Hooks_ThatNobodyHas_AreNamed()
    {
        var router = Of("routes: [{name: a, to: [slack.ops, slack.gone]}]");
        var routed = router.Route(Alarms.Critical("slack.old", "slack.team"));

        Assert.Equal([new("slack.ops", "a")], routed.Receivers.ToArray());
        Assert.Equal([new("slack.old", Router.RuleHooks), new("slack.team", Router.RuleHooks), new("slack.gone", "a")], routed.Unreachable.ToArray());
        Assert.Equal("hook slack.team has no receiver", router.WhyUnreachable("slack.team"));
        Assert.Equal("there is no hook slack.old, neither in the active rules nor in Dispatch's settings", router.WhyUnreachable("slack.old"));
    }

    [Theory]
    [InlineData("", "there are no default hooks and no routes")]
    [InlineData("routes: [{name: a, match: {names: b}, to: slack.ops}]", "there are no default hooks, and no route matches")]
    [InlineData("routes: [{name: a, instead: true, to: []}]", "route a stands instead of the default hooks, and nobody is told")]
    [InlineData("routes: [{name: a, to: slack.ops}]", null)]
    public void Alarm_ForNobody_SaysWhy(string dispatch, string? expected) =>
        Assert.Equal(expected, new Router([], RoutingReader.Read(dispatch, "dispatch.yml").Settings!).Route(Alarms.Critical()).WhyNobody);

    [Theory]
    [InlineData("slack.ops", "slack.ops", false)]
    [InlineData("slack.ops#2", "slack.ops", false)]
    [InlineData("webhook.ops#recovery", "webhook.ops", true)]
    [InlineData("webhook.ops#recovery12", "webhook.ops", true)]
    public void Receiver_TellsItsHook(string receiver, string hook, bool isOfRecovery) =>
        Assert.Equal((hook, isOfRecovery), (ReceiverName.HookOf(receiver), ReceiverName.IsOfRecovery(receiver)));

    private static Router Of(string dispatch) =>
        new(SettingsReader.Read(Rules, "rules.yml").RuleSet!.Hooks, RoutingReader.Read(dispatch, "dispatch.yml").Settings!);
}
