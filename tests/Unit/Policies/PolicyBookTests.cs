using Tocsin.Engine.Policies;
using Tocsin.V1;

namespace Tocsin.Unit.Policies;

public class PolicyBookTests
{
    [Theory]
    [InlineData(AlarmState.Firing, PackageNames.Firing)]
    [InlineData(AlarmState.Recovered, PackageNames.Recovered)]
    [InlineData(AlarmState.NoData, PackageNames.NoData)]
    [InlineData(AlarmState.Closed, PackageNames.Closed)]
    [InlineData(AlarmState.Unspecified, PackageNames.Firing)]
    public void Alarm_WithoutSettings_IsToldToWhomRoutingNames(AlarmState state, string package)
    {
        var match = Assert.Single(PolicyBook.BuiltIn.Match(Alarm(state), PolicySettings.Router).Matches);

        Assert.Equal((PolicyBook.DefaultPolicy, "retail", AlarmLevel.Unspecified), (match.Policy, match.Business, match.Level));
        Assert.Equal([(package, "slack.ops"), (package, "slack.ops#2")], match.Calls.Select(call => (call.Package, call.Receiver)));
        Assert.All(match.Calls, call => Assert.Equal((PackageType.Notification, null, 86_400u, ""), (call.Type, call.Defense, call.TimeoutSeconds, call.RefusedBecause)));
    }

    [Fact]
    public void Hook_ThatIsNotThere_IsAskedForAndRefused()
    {
        var alarm = Alarm();
        alarm.Hooks.Add("slack.gone");

        var call = Assert.Single(PolicyBook.BuiltIn.Match(alarm, PolicySettings.Router).Matches.Single().Calls);

        Assert.Equal(("slack.gone", "no-receiver"), (call.Receiver, call.RefusedBecause));
    }

    [Theory]
    [InlineData(AlarmState.Firing, "webhook.split")]
    [InlineData(AlarmState.NoData, "webhook.split")]
    [InlineData(AlarmState.Closed, "webhook.split#recovery webhook.split#recovery2 webhook.split")]
    [InlineData(AlarmState.Recovered, "webhook.split#recovery webhook.split#recovery2 webhook.split")]
    public void RecoveryUrls_AreAskedForRecoveriesAlone_AndFirst(AlarmState state, string receivers)
    {
        var alarm = Alarm(state);
        alarm.Hooks.Clear();
        alarm.Hooks.Add("webhook.split");
        var named = PolicySettings.Book("policies: [{name: a, notify: {receivers: webhook.split}, storm: {limit: 1, notify: webhook.split}}]").Match(alarm, PolicySettings.Router).Matches.Single();
        var routed = PolicyBook.BuiltIn.Match(alarm, PolicySettings.Router).Matches.Single();

        Assert.Equal(receivers, string.Join(' ', named.Calls.Select(call => call.Receiver)));
        Assert.Equal(receivers, string.Join(' ', routed.Calls.Select(call => call.Receiver)));
        Assert.Equal("webhook.split", Assert.Single(named.Storm.Notices).Receiver);
        Assert.Equal(3, named.Storm.RecoveryNotices.Count);
    }

    [Fact]
    public void Policy_WithEverything_SaysAllOfIt()
    {
        var signal = PolicySettings.Book(PolicySettings.Full).Match(Alarm(), PolicySettings.Router);

        Assert.Equal(["shop", "quiet", "plain"], signal.Matches.Select(match => match.Policy));
        var match = signal.Matches[0];
        Assert.Equal(("retail", AlarmLevel.Fatal, 30u), (match.Business, match.Level, match.RepeatMinutes));
        Assert.Equal(
        [
            new WeeklyTime { Days = 0b11111, FromMinute = 540, ToMinute = 1_080, Zone = "Europe/Berlin" },
            new WeeklyTime { Days = 0b1100000, ToMinute = 720, Zone = "Europe/Berlin" },
        ], match.Hours);
        Assert.Equal(
            [("notify-firing", "slack.ops"), ("notify-firing", "slack.ops#2"), ("notify-firing", "pagerduty.oncall"), ("restart-shop", "webhook.healer")],
            match.Calls.Select(call => (call.Package, call.Receiver)));
        Assert.Equal([("oncall/1", 15u), ("oncall/2", 60u), ("management/1", 90u)], match.Steps.Select(step => (step.Name, step.AfterMinutes)));
        Assert.Equal(("notify-firing", "slack.leads"), (match.Steps[0].Calls.Single().Package, match.Steps[0].Calls.Single().Receiver));
        Assert.Equal((100u, 10u, 50u, 120u, 600u), (match.Storm.Limit, match.Storm.SourceLimit, match.Storm.PackageLimit, match.Storm.WithinSeconds, match.Storm.OpenSeconds));
        Assert.Equal([("notify-firing", "slack.ops"), ("notify-firing", "slack.ops#2")], match.Storm.Notices.Select(call => (call.Package, call.Receiver)));
        Assert.Equal(["notify-recovered", "notify-recovered"], match.Storm.RecoveryNotices.Select(call => call.Package));
        Assert.Empty(signal.Matches[1].Calls);
    }

    [Fact]
    public void Defense_OfACall_BearsTheValuesOfTheAlarm()
    {
        var calls = PolicySettings.Book(PolicySettings.Full).Match(Alarm(), PolicySettings.Router).Matches[0].Calls;

        Assert.Equal(new Defense
        {
            Action = DefenseAction.Summarise,
            WindowMinutes = 5,
            Count = 2,
            MergeFor = "slack.ops#2",
            Dimensions = { Dimension("attribute.team", "blue"), Dimension("policy", "shop"), Dimension("receiver", "slack.ops#2") },
        }, calls[1].Defense);
        Assert.Null(calls[2].Defense);
        Assert.Equal(new Defense
        {
            Action = DefenseAction.DefenseApproval,
            WindowMinutes = 5,
            Count = 1,
            Dimensions = { Dimension("host", "web-1"), Dimension("policy", "shop") },
        }, calls[3].Defense);
        Assert.Equal((900u, 600u, 2u), (calls[3].TimeoutSeconds, calls[3].SkipDelaySeconds, calls[3].Retries));
        Assert.Equal(["slack.leads", "slack.ops#2"], calls[3].Approvers);
    }

    [Fact]
    public void Recovery_OfAPolicy_IsToldButRunsOnlyWhatAsksForIt()
    {
        var match = PolicySettings.Book(PolicySettings.Full).Match(Alarm(AlarmState.Recovered), PolicySettings.Router).Matches[0];

        Assert.Equal(["notify-recovered", "notify-recovered", "notify-recovered", "clean-up"], match.Calls.Select(call => call.Package));
        Assert.Equal(("package-disabled", null), (match.Calls[3].RefusedBecause, match.Calls[3].Defense));
        Assert.All(match.Steps, step => Assert.Equal("notify-recovered", step.Calls.Single().Package));
    }

    [Fact]
    public void State_ThatIsNotNotified_HasStepsWithoutCalls()
    {
        var match = PolicySettings.Book(PolicySettings.Full).Match(Alarm(AlarmState.NoData), PolicySettings.Router).Matches[0];

        Assert.Empty(match.Calls);
        Assert.Equal(["oncall/1", "oncall/2", "management/1"], match.Steps.Select(step => step.Name));
        Assert.All(match.Steps, step => Assert.Empty(step.Calls));
    }

    [Fact]
    public void Notifications_ByDefault_AreSummarisedPerPolicyLevelAndReceiver()
    {
        var match = PolicySettings.Book("policies: [{name: shop}]").Match(Alarm(), PolicySettings.Router).Matches.Single();

        Assert.Equal(new Defense
        {
            Action = DefenseAction.Summarise,
            WindowMinutes = 2,
            Count = 1,
            MergeFor = "slack.ops",
            Dimensions = { Dimension("level", "warning"), Dimension("policy", "shop"), Dimension("receiver", "slack.ops") },
        }, match.Calls[0].Defense);
    }

    [Fact]
    public void Package_ByDefault_IsSkippedAfterSuccessForAMinute()
    {
        var match = PolicySettings.Book("packages: [{name: heal, type: job}]\npolicies: [{name: shop, notify: none, run: [{package: heal}]}]")
            .Match(Alarm(), PolicySettings.Router).Matches.Single();

        var call = Assert.Single(match.Calls);
        Assert.Equal((PackageType.Job, 600u, ""), (call.Type, call.TimeoutSeconds, call.RefusedBecause));
        Assert.Equal(new Defense
        {
            Action = DefenseAction.SkipAfterSuccess,
            WindowMinutes = 1,
            Count = 1,
            Dimensions = { Dimension("package", "heal"), Dimension("policy", "shop"), Dimension("rule", "service_sla_rule"), Dimension("signal", "firing") },
        }, call.Defense);
    }

    [Theory]
    [InlineData("{action: skip-after-exceed}", "level,policy,receiver,signal", "")]
    [InlineData("{action: skip-after-exceed, by: rule}", "receiver,rule", "")]
    [InlineData("{merge: false}", "level,policy,receiver", "")]
    [InlineData("{by: target}", "receiver,target", "slack.ops")]
    public void Notifications_WithADefense_TellReceiversApart(string defense, string dimensions, string mergeFor)
    {
        var call = PolicySettings.Book($"policies: [{{name: shop, notify: {{defense: {defense}}}}}]").Match(Alarm(), PolicySettings.Router).Matches.Single().Calls[0];

        Assert.Equal((dimensions, mergeFor), (string.Join(',', call.Defense.Dimensions.Select(dimension => dimension.Name)), call.Defense.MergeFor));
    }

    [Theory]
    [InlineData("notify: {receivers: slack.leads, defense: none}", "slack.leads")]
    [InlineData("notify: {receivers: [slack.ops#2, slack.ops]}", "slack.ops#2,slack.ops")]
    [InlineData("notify: none", "")]
    [InlineData("notify: false", "")]
    [InlineData("notify: {signals: recovered}", "")]
    public void Receivers_OfAPolicy_AreHooksOrSingleOnes(string notify, string expected)
    {
        var match = PolicySettings.Book($"policies: [{{name: shop, {notify}}}]").Match(Alarm(), PolicySettings.Router).Matches.Single();

        Assert.Equal(expected, string.Join(',', match.Calls.Select(call => call.Receiver)));
    }

    [Fact]
    public void Receiver_ThatHasGone_IsAskedForAndRefused()
    {
        var book = PoliciesReader.Read([("""
            packages: [{name: heal, type: callback, receiver: webhook.gone}]
            policies: [{name: shop, notify: {receivers: [slack.gone, slack.leads]}, run: [{package: heal}]}]
            """, "policies.yml")]).Book!;

        var match = book.Match(Alarm(), PolicySettings.Router).Matches.Single();

        Assert.Equal([("slack.gone", "no-receiver"), ("slack.leads", ""), ("webhook.gone", "no-receiver")], match.Calls.Select(call => (call.Receiver, call.RefusedBecause)));
    }

    [Theory]
    [InlineData("policies: []", "default")]
    [InlineData("policies: []\nunmatched: nobody", "")]
    [InlineData("policies: [{name: a, match: {rules: other_rule}}]", "default")]
    [InlineData("policies: [{name: a, enabled: false}]", "default")]
    [InlineData("policies: [{name: a, business: wholesale}]", "default")]
    [InlineData("policies: [{name: a, business: retail}]", "a")]
    [InlineData("policies: [{name: a, match: {states: recovered}}]", "")]
    [InlineData("policies: [{name: a}, {name: b, match: {rules: service_*}}, {name: c, match: {rules: service_sla_rule}}]", "a,b,c")]
    [InlineData("policies: [{name: a, match: {rules: [service_sla_rule, service_sla_rule, x]}}, {name: b, match: {names: nobody}}, {name: c}]", "a,c")]
    public void Policies_ThatAreForAnAlarm_AllApplyInTheirOrder(string settings, string expected)
    {
        var signal = PoliciesReader.Read([(settings, "policies.yml")]).Book!.Match(Alarm(), PolicySettings.Router);

        Assert.Equal(expected, string.Join(',', signal.Matches.Select(match => match.Policy)));
        Assert.Equal(12, signal.PoliciesVersion.Length);
    }

    [Theory]
    [InlineData("policy", "p")]
    [InlineData("rule", "service_sla_rule")]
    [InlineData("host", "web-1")]
    [InlineData("idc", "")]
    [InlineData("target", @"SERVICE|check\|out|")]
    [InlineData("feature", "service_cpm,service_sla")]
    [InlineData("package", "heal")]
    [InlineData("signal", "firing")]
    [InlineData("level", "remind")]
    [InlineData("receiver", "slack.ops")]
    [InlineData("attribute.team", "blue")]
    [InlineData("attribute.policy", "")]
    [InlineData("tag.level", "CRITICAL,FATAL")]
    [InlineData("tag.other", "")]
    public void Dimension_OfARequest_HasItsValue(string name, string expected) => Assert.Equal(
        (true, expected),
        (Dimensions.IsOne(name), Dimensions.ValueOf(name, Alarm(), new PolicyMatch { Policy = "p", Level = AlarmLevel.Remind }, new Call { Package = "heal", Receiver = "slack.ops" })));

    [Fact]
    public void Feature_OfAnAlarmWithoutValues_IsItsRule()
    {
        var alarm = Alarm();
        alarm.Values.Clear();

        Assert.Equal("service_sla_rule", Dimensions.ValueOf("feature", alarm, new PolicyMatch(), new Call()));
    }

    private static Dimension Dimension(string name, string value) => new() { Name = name, Value = value };

    private static AlarmMessage Alarm(AlarmState state = AlarmState.Firing) => new()
    {
        Id = "1",
        RuleName = "service_sla_rule",
        Scope = "SERVICE",
        Name = "checkout",
        Id0 = "check|out",
        State = state,
        Tags = new AlarmTags { Data = { Tag("level", "CRITICAL"), Tag("level", "FATAL") } },
        Attributes = { ["business"] = "retail", ["host"] = "web-1", ["team"] = "blue" },
        Values = { new ObservedValue { Metric = "service_sla" }, new ObservedValue { Metric = "service_cpm" }, new ObservedValue { Metric = "service_sla" } },
    };

    private static KeyStringValuePair Tag(string key, string value) => new() { Key = key, Value = value };
}
