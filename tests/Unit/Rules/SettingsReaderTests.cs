using Tocsin.Engine.Rules;

namespace Tocsin.Unit.Rules;

public class SettingsReaderTests
{
    private const string Rule = "rules:\n  a_rule: {metrics-name: m, op: '>', threshold: 1, include-names: [x, y]}\n";

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n...\n")]
    [InlineData("\uFEFFnull\n")]
    public void EmptyFile_Read_IsAnEmptyRuleSetWithAWarning(string text)
    {
        var read = SettingsReader.Read(text, "a.yml");
        Assert.Empty(read.RuleSet!.Rules);
        Assert.Equal("a.yml:1:1: warning: the file has no rules: nothing is watched (no-rules)", Assert.Single(read.Problems).ToString());
    }

    [Fact]
    public void FileOverTenMegabytes_Read_IsRefusedAtOnce()
    {
        var read = SettingsReader.Read("rules: \"" + new string('é', 5_000_000) + "\"", "a.yml");
        Assert.Equal("file-too-large", Assert.Single(read.Problems).Code);
    }

    [Fact]
    public void FileFullOfErrors_Read_StopsTellingAfterAThousand()
    {
        var read = SettingsReader.Read(string.Concat(Enumerable.Range(0, 20_000).Select(index => $"key{index}: 1\n")), "a.yml");
        Assert.Equal(1_001, read.Problems.Length);
        Assert.Contains(read.Problems, problem => problem.Code == "too-many-problems");
    }

    [Fact]
    public void Version_OfTheSameTextWithOtherLineEnds_IsTheSame()
    {
        var version = SettingsReader.Read(Rule, "a.yml").RuleSet!.Version;
        Assert.Matches("^[0-9a-f]{12}$", version);
        Assert.Equal(version, SettingsReader.Read(Rule.Replace("\n", "\r\n", StringComparison.Ordinal), "b.yml").RuleSet!.Version);
        Assert.NotEqual(version, SettingsReader.Read(Rule + "# more\n", "a.yml").RuleSet!.Version);
    }

    [Theory]
    [InlineData("[x, y]", "[y, x]")]
    [InlineData("'>'", "\">\"")]
    [InlineData("threshold: 1,", "threshold: ' 1 ', silence-period: 9, message: '{name}', tags: {a: b},")]
    [InlineData("threshold: 1,", "threshold: 1, evaluate: on-arrival, no-data: alarm, recovery: false, only-as-condition: true,")]
    [InlineData("metrics-name: m, op: '>', threshold: 1,", "expression: sum(m > 1) >= 1,")]
    public void Fingerprint_OfTheSameCondition_IsTheSame(string before, string after) =>
        Assert.Equal(FingerprintOf(Rule), FingerprintOf(Rule.Replace(before, after, StringComparison.Ordinal)));

    [Theory]
    [InlineData("[x, y]", "[x]")]
    [InlineData("[x, y]", "['x,y']")]
    [InlineData("include-names", "exclude-names")]
    [InlineData("include-names", "include-labels")]
    [InlineData("'>'", "'>='")]
    [InlineData("threshold: 1,", "threshold: 2,")]
    [InlineData("threshold: 1,", "threshold: 1, period: 2,")]
    [InlineData("threshold: 1,", "threshold: 1, period: 1, count: 2,")]
    [InlineData("name: m", "name: n")]
    [InlineData("a_rule", "b_rule")]
    [InlineData("threshold: 1,", "threshold: 1, include-names-regex: x,")]
    public void Fingerprint_OfAnotherCondition_Differs(string before, string after) =>
        Assert.NotEqual(FingerprintOf(Rule), FingerprintOf(Rule.Replace(before, after, StringComparison.Ordinal)));

    [Fact]
    public void CompositeSilence_NotGiven_IsTheLargestOfItsParts()
    {
        const string text = """
            rules:
              a_rule: {metrics-name: m, op: ">", threshold: 1, period: 3}
              b_rule: {metrics-name: n, op: ">", threshold: 1, silence-period: 7, only-as-condition: true}
            composite-rules:
              c_rule: {expression: a_rule && b_rule}
            """;
        var composite = Assert.Single(SettingsReader.Read(text, "a.yml").RuleSet!.Composites);
        Assert.Equal(7, composite.Announcement.SilencePeriod);
        Assert.Equal("Alarm caused by Rule c_rule", composite.Announcement.Message.Text);
    }

    [Fact]
    public void SecretOfAHook_WhateverIsWrongWithIt_IsNeverTold()
    {
        const string text = """
            hooks:
              dingtalk:
                ops:
                  webhooks:
                    - url: topsecret-1
                      secret: [topsecret-2]
                    - secret: topsecret-3
              webhook:
                ops: {secret: {topsecret: 4}, headers: {a b: topsecret-5}, urls: topsecret-6, is-default: true}
            """;
        var read = SettingsReader.Read(text, "a.yml");
        Assert.True(read.Problems.Length > 4);
        Assert.DoesNotContain(read.Problems, problem => problem.Message.Contains("topsecret-", StringComparison.Ordinal));
    }

    [Fact]
    public void Hook_Printed_ShowsItsNameAlone() =>
        Assert.Equal("slack.ops", new HookSettings { Type = "slack", Name = "ops", Secret = "x" }.ToString());

    private static string FingerprintOf(string text)
    {
        var read = SettingsReader.Read(text, "a.yml");
        return Assert.Single(read.RuleSet!.Rules).Fingerprint;
    }
}
