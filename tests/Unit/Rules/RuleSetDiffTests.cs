using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class RuleSetDiffTests
{
    private const string Before = """
        rules:
          a_rule: {metrics-name: m, op: ">", threshold: 10, period: 5, count: 2, message: "{name} is slow"}
          b_rule: {metrics-name: n, op: ">", threshold: 1, message: "{name} fails"}
        composite-rules:
          both_rule: {expression: a_rule && b_rule, silence-period: 7, message: "{name} does both"}
        hooks:
          webhook:
            default: {is-default: true, urls: [http://127.0.0.1/canary-secret]}
        """;

    [Fact]
    public void SameSettings_OtherSpacing_NothingChanges()
    {
        var diff = Between(Before.Replace("count: 2", "count:   2", StringComparison.Ordinal) + "\n# the end\n");

        Assert.True(diff.IsEmpty);
        Assert.Equal(3, diff.Kept);
    }

    [Theory]
    [InlineData("threshold: 10", "threshold: 20", "threshold: 10 -> 20", true)]
    [InlineData("op: \">\", threshold: 10", "op: \">=\", threshold: 10", "op: > -> >=", true)]
    [InlineData("period: 5", "period: 6", "period: 5 -> 6 no-data-after: 5 -> 6 silence-period: 5 -> 6", true)]
    [InlineData("count: 2", "count: 3", "count: 2 -> 3", true)]
    [InlineData("metrics-name: m", "metrics-name: o", "metrics-name: m -> o", true)]
    [InlineData("count: 2", "count: 2, include-names: [y, x]", "include-names:  -> x, y", true)]
    [InlineData("count: 2", "count: 2, exclude-names-regex: \"a.*\"", "exclude-names-regex:  -> a.*", true)]
    [InlineData("is slow", "is lame", "message: {name} is slow -> {name} is lame", false)]
    [InlineData("count: 2", "count: 2, silence-period: 9", "silence-period: 5 -> 9", false)]
    [InlineData("count: 2", "count: 2, tags: {level: high}", "tags:  -> level: high", false)]
    [InlineData("count: 2", "count: 2, hooks: [webhook.default]", "hooks:  -> webhook.default", false)]
    [InlineData("count: 2", "count: 2, evaluate: on-arrival", "evaluate: at-minute-end -> on-arrival", false)]
    [InlineData("count: 2", "count: 2, no-data: alarm", "no-data: recover -> alarm", false)]
    public void Key_Changed_ResetsWhatTheConditionDependsOn(string from, string to, string expected, bool resets)
    {
        var change = Assert.Single(Between(Before.Replace(from, to, StringComparison.Ordinal)).Changes);

        Assert.Equal(("a_rule", RuleChangeKind.Changed, resets, resets), (change.Name, change.Kind, change.Resets, change.ClosesEpisodes));
        Assert.Equal(expected, string.Join(' ', change.Keys.Select(key => $"{key.Key}: {key.Before} -> {key.After}")));
    }

    [Fact]
    public void Rule_OnlyAsConditionNow_KeepsWindowsAndClosesEpisodes()
    {
        var change = Assert.Single(Between(Before.Replace("count: 2", "count: 2, only-as-condition: true", StringComparison.Ordinal)).Changes);

        Assert.Equal((false, true), (change.Resets, change.ClosesEpisodes));
    }

    [Fact]
    public void Rule_WithoutRecovery_HasNoEpisodesToClose()
    {
        var silent = Before.Replace("count: 2", "count: 2, recovery: false", StringComparison.Ordinal);

        Assert.False(Assert.Single(RuleSetDiff.Between(Read(silent), Read(silent.Replace("threshold: 10", "threshold: 20", StringComparison.Ordinal))).Changes).ClosesEpisodes);
    }

    [Fact]
    public void Rules_AddedAndRemoved_AreNamedOldOnesFirst()
    {
        var diff = Between("""
            rules:
              a_rule: {metrics-name: m, op: ">", threshold: 10, period: 5, count: 2, message: "{name} is slow"}
              c_rule: {metrics-name: n, op: ">", threshold: 1, message: "{name} fails"}
            grace: 2s
            """);

        Assert.Equal(
            [("b_rule", RuleChangeKind.Removed, true), ("c_rule", RuleChangeKind.Added, false), ("both_rule", RuleChangeKind.Removed, true)],
            diff.Changes.Select(change => (change.Name, change.Kind, change.ClosesEpisodes)));
        Assert.Equal(["grace", "hook webhook.default"], diff.Settings.Select(setting => setting.Key));
        Assert.Equal(1, diff.Kept);
    }

    [Fact]
    public void Hook_Changed_IsNamedWithoutWhatIsInIt()
    {
        var setting = Assert.Single(Between(Before.Replace("canary-secret", "canary-other", StringComparison.Ordinal)).Settings);

        Assert.Equal("hook webhook.default", setting.Key);
        Assert.DoesNotContain("canary", setting.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payload: cloudevents")]
    [InlineData("timeout: 7s")]
    [InlineData("max-age: 7h")]
    [InlineData("pace: 5/1s")]
    [InlineData("pace: [5/1s, 20/1m]")]
    [InlineData("at-once: 2")]
    [InlineData("per-message: 9")]
    public void Hook_WithAnotherWayOfDelivery_IsChanged(string key)
    {
        var changed = Before.Replace("is-default: true", $"is-default: true, {key}", StringComparison.Ordinal);

        Assert.Equal("hook webhook.default", Assert.Single(Between(changed).Settings).Key);
        Assert.True(RuleSetDiff.Between(Read(changed), Read(changed)).IsEmpty);
    }

    [Fact]
    public void FirstRules_AreAllNew()
    {
        var diff = RuleSetDiff.Between(RuleSet.Empty, Read(Before));

        Assert.All(diff.Changes, change => Assert.Equal(RuleChangeKind.Added, change.Kind));
        Assert.Equal((3, 0), (diff.Changes.Length, diff.Kept));
    }

    private static RuleSetDiff Between(string after) => RuleSetDiff.Between(Read(Before), Read(after));

    private static RuleSet Read(string text)
    {
        var read = SettingsReader.Read(text, "test.yml");
        return read.RuleSet ?? throw new ArgumentException(string.Join('\n', read.Problems));
    }
}
