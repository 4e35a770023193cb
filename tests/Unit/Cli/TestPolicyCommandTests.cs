using System.Xml.Linq;

namespace Tocsin.Unit.Cli;

public sealed class TestPolicyCommandTests : IDisposable
{
    private const string Dispatch = """
        hooks:
          slack:
            ops: {is-default: true, text-template: '{"text": {"text": "%s"}}', webhooks: "env:SLACK"}
        """;

    private const string Passing = """
        dispatch-file: dispatch.yml
        policies-file: [policies.yml]
        tests:
          - name: a summary tells what came after the first
            steps:
              - {at: 10s, alarm: slow_rule, entity: a, message: first}
              - {at: 20s, alarm: slow_rule, entity: b, message: second, count: 2}
              - {at: 20s, alarm: slow_rule, entity: c, message: 'third "quoted"'}
              - advance: 2m
            messages:
              - {at: 10s, receiver: slack.ops, text: first, contains: '{"text": "first"}'}
              - {at: 70s, receiver: slack.ops, kind: summary, alarms: 3, contains: ["3 alarms: 3 firing; slow_rule 3", 'third "quoted"'], lacks: first}

        """;

    private const string Failing = Passing + """
          - name: nobody is told
            steps: [{alarm: slow_rule, entity: a}]
            expect: []

        """;

    private readonly Commands _commands = new();

    [Theory]
    [InlineData("test policy a.policy-test.yml", "1 test passed\n")]
    [InlineData("test policy -v .", "PASS a summary tells what came after the first\n1 test passed\n")]
    public async Task Tests_ThatPass_AreCounted(string line, string expected)
    {
        Write(Passing);

        Assert.Equal((0, expected, ""), await _commands.Run(line));
    }

    [Fact]
    public async Task Test_ThatFails_SaysWhy()
    {
        Write(Failing.Replace("text: first,", "text: other,", StringComparison.Ordinal));

        var (exitCode, output, _) = await _commands.Run("test policy a.policy-test.yml");

        Assert.Equal(1, exitCode);
        Assert.Equal("""
            FAIL a summary tells what came after the first
              a.policy-test.yml:11: different: 00:00:10 alarm to slack.ops: first
                  text: expected other
                        actual   first
            FAIL nobody is told
              a.policy-test.yml:13: unexpected: 00:00 success shop/notify-firing slack.ops: slow_rule a firing (creates-group)
            2 tests failed

            """, output);
    }

    [Fact]
    public async Task Message_OfData_IsNamedByItsSentence()
    {
        _commands.Write("a.policy-test.yml", """
            dispatch: {hooks: {webhook: {ops: {is-default: true, urls: https://ops.example.org/}}}}
            tests:
              - name: short sentences, long ids
                steps: [{alarm: slow_rule, entity: a, message: it is slow}]
                messages: []
            """);

        var (_, output, _) = await _commands.Run("test policy a.policy-test.yml");

        Assert.Contains("unexpected: 00:00 alarm to webhook.ops: it is slow\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_IsWordedAsApproversReadIt()
    {
        _commands.Write("a.policy-test.yml", """
            dispatch: {hooks: {webhook: {boss: {is-default: true, urls: https://boss.example.org/}}}}
            policies:
              packages: [{name: restart, type: job}]
              policies:
                - name: shop
                  notify: none
                  run: [{package: restart, defense: {action: defense-approval, window: 5m, by: [policy]}, approvers: webhook.boss}]
            tests:
              - name: the second one is asked for
                steps: [{alarm: slow_rule, entity: a}, {alarm: slow_rule, entity: b, message: it is slow}]
                messages: [{receiver: webhook.boss, kind: question, contains: "May restart run? Policy shop asks because of firing: b: it is slow"}]
            """);

        Assert.Equal((0, "1 test passed\n", ""), await _commands.Run("test policy a.policy-test.yml"));
    }

    [Fact]
    public async Task Results_ForPrograms_AreComplete()
    {
        Write(Failing);

        var (exitCode, output, _) = await _commands.Run($"test policy -o json --junit {_commands.Path("out.xml")} a.policy-test.yml");

        Assert.Equal(1, exitCode);
        Assert.Contains("\"kind\": \"unexpected\",\n          \"line\": 13", output, StringComparison.Ordinal);
        var suites = XDocument.Load(_commands.Path("out.xml")).Root!;
        Assert.Equal(("2", "1", "0"), (suites.Attribute("tests")!.Value, suites.Attribute("failures")!.Value, suites.Attribute("errors")!.Value));
    }

    [Fact]
    public async Task Errors_OfAllFiles_AreShown()
    {
        Write(Passing);
        _commands.Write("policies.yml", "policies: [{name: shop, level: high}]\n");

        var (exitCode, output, _) = await _commands.Run("test policy a.policy-test.yml");

        Assert.Equal(1, exitCode);
        Assert.Contains("policies.yml:1:32: error: 'level' is one of fatal, warning, remind, not 'high' (unknown-value)", output, StringComparison.Ordinal);
        Assert.EndsWith("1 file with errors did not run\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfAFolder_ReadsTestsOfPolicies()
    {
        Write(Passing.Replace("kind: summary", "kind: letter", StringComparison.Ordinal));

        var (exitCode, output, _) = await _commands.Run("check .");

        Assert.Equal(1, exitCode);
        Assert.Contains("a.policy-test.yml:12:46: error: 'kind' is one of alarm, summary, question, not 'letter' (unknown-value)", output, StringComparison.Ordinal);
        Assert.EndsWith("3 files checked: 1 error\n", output, StringComparison.Ordinal);
    }

    public void Dispose() => _commands.Dispose();

    private void Write(string tests)
    {
        _commands.Write("dispatch.yml", Dispatch);
        _commands.Write("policies.yml", "policies: [{name: shop}]\n");
        _commands.Write("a.policy-test.yml", tests);
    }
}
