using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class GoodSettingsTests
{
    public static TheoryData<string> GoodFiles => SettingsFiles.In("good");

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void GoodFile_Read_GivesRulesWithoutAnyProblem(string file)
    {
        var read = SettingsReader.Read(SettingsFiles.Read("Rules", "good", file), file);
        Assert.Empty(read.Problems);
        Assert.NotEmpty(read.RuleSet!.Rules);
    }

    [Fact]
    public void ShippedFile_Read_HasTheSevenRulesAndACompositeWithoutAnyProblem()
    {
        var read = SettingsReader.Read(SettingsFiles.Shipped, "alarm-settings.yml");
        Assert.Empty(read.Problems);
        Assert.Equal(7, read.RuleSet!.Rules.Length);
        Assert.Equal([0, 1], Assert.Single(read.RuleSet.Composites).Parts.ToArray());
    }

    [Fact]
    public void FileOfSix_Read_TakesTheOldNameOfTheMetric()
    {
        var rule = Good("6.x.yml").Rules[0];
        Assert.Equal("service_resp_time", rule.Metric);
        Assert.Equal(Comparison.Greater, rule.Op);
        Assert.Equal("1000", Assert.Single(rule.Thresholds)!.Text);
        Assert.Equal((10, 1, 10), (rule.PeriodMinutes, rule.Count, rule.Announcement.SilencePeriod));
        Assert.True(rule.Names.Passes("dubbox-provider"));
        Assert.False(rule.Names.Passes("dubbox"));
        Assert.Equal(Comparison.Less, Good("6.x.yml").Rules[1].Op);
    }

    [Fact]
    public void FileOfEight_Read_KeepsFiltersTagsAndDefaults()
    {
        var rules = Good("8.x.yml").Rules;
        Assert.Equal([new("level", "WARNING"), new("priority", "3")], rules[0].Announcement.Tags.ToArray());
        Assert.False(rules[0].Names.Passes("internal-12"));
        Assert.Equal(["1000", "1000", null, "1000", "1000"], rules[1].Thresholds.Select(threshold => threshold?.Text));
        Assert.True(rules[1].OnlyAsCondition);
        Assert.Equal((true, false, false), (rules[2].Labels.Passes("404"), rules[2].Labels.Passes("200"), rules[2].Labels.Passes("4040")));
        Assert.Equal("Alarm caused by Rule database_access_resp_time_rule", rules[3].Announcement.Message.Text);
        Assert.Equal((1, 1, 1), (rules[3].PeriodMinutes, rules[3].Count, rules[3].Announcement.SilencePeriod));
        Assert.Equal(Comparison.Equal, rules[3].Op);
    }

    [Fact]
    public void FileOfEight_Read_MakesEveryTopLevelHookWithAReceiverADefaultHook()
    {
        var hooks = Good("8.x.yml").Hooks;
        Assert.Equal(
            ["webhook.default", "gRPC.default", "wechat.default", "dingtalk.default", "feishu.default", "welink.default", "pagerduty.default", "discord.default"],
            hooks.Select(hook => hook.FullName));
        Assert.All(hooks, hook => Assert.True(hook.IsDefault));
        Assert.Equal("9888", hooks[1].Receivers[0]["target-port"]);
        Assert.Equal("dummysecret", hooks[3].Receivers[0]["secret"]);
        Assert.Equal(["dummy_key", "dummy_key2"], hooks[6].Receivers.Select(receiver => receiver["integration-key"]));
    }

    [Fact]
    public void FileOfNine_Read_TurnsExpressionsIntoRules()
    {
        var rules = Good("9.7.yml").Rules;
        Assert.Equal(("service_resp_time", Comparison.Greater, "1000", 1), Brief(rules[0]));
        Assert.Equal(("endpoint_sla", Comparison.Less, "7500", 3), Brief(rules[1]));
        Assert.Equal(2, rules[1].Announcement.RecoveryObservationPeriod);
        Assert.Equal((true, false), (rules[2].Labels.Passes("99"), rules[2].Labels.Passes("100")));
        Assert.Equal(("service_resp_time", Comparison.Greater, "5000", 1), Brief(rules[3]));
        Assert.Equal(["slack.custom1", "pagerduty.custom1"], rules[0].Announcement.Hooks.ToArray());
    }

    [Fact]
    public void FileOfNine_Read_KeepsHooksByName()
    {
        var hooks = Good("9.7.yml").Hooks.ToImmutableDictionary(hook => hook.FullName);
        Assert.Equal(["http://127.0.0.1/recovered/"], hooks["webhook.default"].RecoveryUrls.ToArray());
        Assert.Equal([new("Authorization", "Bearer bearer_token")], hooks["webhook.default"].Headers.ToArray());
        Assert.Equal(hooks["slack.default"].TextTemplate, hooks["slack.custom1"].TextTemplate);
        Assert.False(hooks["slack.custom1"].IsDefault);
        Assert.Equal("https://events.pagerduty.com/v2/enqueue", hooks["pagerduty.custom1"].Receivers[1]["events-api-url"]);
    }

    [Fact]
    public void FileOfTocsin_Read_AppliesDefaultsOfTheFileAndMergeKeys()
    {
        var set = Good("tocsin.yml");
        Assert.Equal(2_500, set.GraceMs);
        Assert.Equal((5, 1, false, NoDataPolicy.Keep), (set.Rules[0].PeriodMinutes, set.Rules[0].Count, set.Rules[0].OnArrival, set.Rules[0].NoData));
        Assert.Equal((2, true, NoDataPolicy.Alarm, 15), (set.Rules[1].Count, set.Rules[1].OnArrival, set.Rules[1].NoData, set.Rules[1].NoDataAfterMinutes));
        Assert.Equal((false, 1), (set.Rules[0].Announcement.Recovery, set.Rules[0].Announcement.RecoveryObservationPeriod));
        Assert.Equal(["1", null, "3.5"], set.Rules[1].Thresholds.Select(threshold => threshold?.Text));
        Assert.Equal("whsec_dGVzdA==", Assert.Single(set.Hooks).Secret);
    }

    [Fact]
    public void FileOfTocsin_Read_KeepsTheCompositeRuleWithItsOwnSilence()
    {
        var composite = Assert.Single(Good("tocsin.yml").Composites);
        Assert.Equal("fast_rule || !(fast_rule && gone_rule) && gone_rule", composite.ExpressionText);
        Assert.Equal([0, 1], composite.Parts.ToArray());
        Assert.Equal((true, 30, false), (composite.OnArrival, composite.Announcement.SilencePeriod, composite.Announcement.Recovery));
        Assert.Equal((true, true, false), (composite.Expression.Holds([true, true]), composite.Expression.Holds([false, true]), composite.Expression.Holds([false, false])));
    }

    private static RuleSet Good(string file) => SettingsReader.Read(SettingsFiles.Read("Rules", "good", file), file).RuleSet!;

    private static (string, Comparison, string, int) Brief(Rule rule) => (rule.Metric, rule.Op, rule.Thresholds[0]!.Text, rule.Count);
}
