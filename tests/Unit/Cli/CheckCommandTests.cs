namespace Tocsin.Unit.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private const string Fine = "rules:\n  a_rule: {metrics-name: m, op: \">\", threshold: 1}\n";
    private const string Broken = "rules:\n  a_rule: {metrics-name: m, op: \">\", treshold: 1, threshold: 1}\n";
    private readonly Commands _commands = new();

    [Fact]
    public async Task File_InOrder_IsFine()
    {
        _commands.Write("a.yml", Fine);

        Assert.Equal((0, "1 file checked: no problems\n", ""), await _commands.Run("check a.yml"));
    }

    [Fact]
    public async Task Problem_InAFile_IsShownWithItsLine()
    {
        _commands.Write("a.yml", Broken);

        var (exitCode, output, _) = await _commands.Run("check a.yml");

        Assert.Equal(1, exitCode);
        Assert.Equal("""
            a.yml:2:38: error: rule a_rule has no key 'treshold'; did you mean 'threshold'? (unknown-key)
                  a_rule: {metrics-name: m, op: ">", treshold: 1, threshold: 1}
                                                     ^
            1 file checked: 1 error

            """, output);
    }

    [Fact]
    public async Task Problem_AsJson_IsComplete()
    {
        _commands.Write("a.yml", Broken);

        var (exitCode, output, _) = await _commands.Run("check -o json a.yml");

        Assert.Equal(1, exitCode);
        Assert.Equal("""
            {
              "files": [
                "a.yml"
              ],
              "errors": 1,
              "warnings": 0,
              "problems": [
                {
                  "severity": "error",
                  "file": "a.yml",
                  "line": 2,
                  "column": 38,
                  "code": "unknown-key",
                  "message": "rule a_rule has no key 'treshold'; did you mean 'threshold'?"
                }
              ]
            }

            """, output);
    }

    [Theory]
    [InlineData("check a.yml", 0)]
    [InlineData("check --strict a.yml", 1)]
    public async Task Warnings_CountOnlyIfStrict(string line, int expected)
    {
        _commands.Write("a.yml", "rules: {}\n");

        Assert.Equal(expected, (await _commands.Run(line)).ExitCode);
    }

    [Fact]
    public async Task StandardInput_IsRead() => Assert.StartsWith("stdin:2:38: error:", (await _commands.Run("check -", Broken)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Folder_WithRulesAndTests_ChecksBoth()
    {
        _commands.Write("a.yml", Fine);
        _commands.Write("a.test.yml", "rules-file: a.yml\ntests: []\n");

        var (exitCode, output, _) = await _commands.Run("check .");

        Assert.Equal(1, exitCode);
        Assert.Contains("a.test.yml:2:8: error:", output, StringComparison.Ordinal);
        Assert.EndsWith("2 files checked: 1 error\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingFile_IsWrongUsage_AndTheOthersAreChecked()
    {
        _commands.Write("a.yml", Fine);

        Assert.Equal((2, "1 file checked: no problems\n", "tocsin check: b.yml: no such file or folder\n"), await _commands.Run("check a.yml b.yml"));
    }

    [Fact]
    public async Task Colours_OnATerminal_MarkErrors()
    {
        _commands.Write("a.yml", Broken);

        Assert.Contains("\u001b[31merror:\u001b[0m", (await _commands.Run("check a.yml", hasColours: true)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check policies.yml", 0, "1 file checked: no problems\n")]
    [InlineData("check other.yml", 0, "1 file checked: no problems\n")]
    [InlineData("check rules.yml policies.yml", 0, "policies.yml:1:53: warning: there is no hook or receiver 'slack.ops' in these files")]
    [InlineData("check rules.yml --dispatch dispatch.yml --policies policies.yml", 1, "policies.yml:1:64: error: there is no hook or receiver 'slack.team'")]
    [InlineData("check rules.yml --dispatch dispatch.yml --policies other.yml", 0, "other.yml:1:40: warning: there is no rule 'b_rule'; did you mean 'a_rule'?")]
    [InlineData("check rules.yml --dispatch dispatch.yml --policies more.yml", 1, "4 files checked: 1 error")]
    [InlineData("check policies.yml --policies rules.yml", 1, "rules.yml:1:1: error: the file has no key 'rules'")]
    [InlineData("check rules.yml --policies nowhere", 2, "1 file checked:")]
    [InlineData("check broken.yml --policies policies.yml", 1, "2 files checked: 1 error\n")]
    public async Task Policies_NextToOtherSettings_NameWhatIsThere(string line, int expected, string told)
    {
        _commands.Write("policies.yml", "policies: [{name: shop, notify: {receivers: [       slack.ops, slack.team]}}]\n");
        _commands.Write("other.yml", "policies: [{name: shop, match: {rules: b_rule}}]\n");
        _commands.Write("more.yml/a.yml", "policies: [{name: shop}]\n");
        _commands.Write("more.yml/b.yml", "policies: [{name: shop}]\n");
        _commands.Write("more.yml/b.policy-test.yml", "tests: 7\n");
        _commands.Write("more.yml/deeper/c.yml", "policies: 7\n");
        _commands.Write("rules.yml", "rules: {a_rule: {metrics-name: m, op: \">\", threshold: 1, message: \"{name}\"}}\n");
        _commands.Write("broken.yml", "rules: 7\n");
        _commands.Write("dispatch.yml", """
            hooks: {slack: {ops: {text-template: '["%s"]', webhooks: "env:SLACK"}}}
            routes: []

            """);

        var (exitCode, output, _) = await _commands.Run(line);

        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData("check dispatch.yml", 0, "dispatch.yml:1:29: warning: no hook 'slack.ops' in this file")]
    [InlineData("check other.yml", 0, "other.yml:1:29: warning: no hook 'slack.ops' in this file")]
    [InlineData("check rules.yml --dispatch dispatch.yml", 1, "rules.yml:1:96: error: no hook 'slack.team' in any of the files; known are slack.ops")]
    [InlineData("check rules.yml dispatch.yml", 1, "2 files checked: 1 error\n")]
    [InlineData("check rules.yml --dispatch rules.yml", 1, "the file has no key 'rules'")]
    [InlineData("check rules.yml --dispatch .", 2, "1 file checked:")]
    [InlineData("check rules.yml --dispatch broken.yml", 1, "rules.yml:1:96: warning: no hook 'slack.team' in this file")]
    public async Task Dispatch_NextToRules_HasToKnowEveryHook(string line, int expected, string told)
    {
        const string routes = "routes: [{name: shop, to: [ slack.ops ]}]\n";
        _commands.Write("dispatch.yml", routes);
        _commands.Write("other.yml", routes);
        _commands.Write("broken.yml", "routes: 7\n");
        _commands.Write("rules.yml", """
            rules: {a_rule: {metrics-name: m, op: ">", threshold: 1, message: "{name}", hooks: [slack.ops, slack.team]}}
            hooks: {slack: {ops: {text-template: '["%s"]', webhooks: "env:SLACK"}}}

            """);

        var (exitCode, output, _) = await _commands.Run(line);

        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(expected, exitCode);
    }

    public void Dispose() => _commands.Dispose();
}
