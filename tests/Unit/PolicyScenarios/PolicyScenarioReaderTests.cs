using Tocsin.Engine.PolicyScenarios;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.PolicyScenarios;

public class PolicyScenarioReaderTests
{
    private const string Settings = """
        dispatch: {hooks: {slack: {ops: {is-default: true, text-template: '["%s"]', webhooks: "env:A"}}}}
        policies: {packages: [{name: heal, type: job}], policies: [{name: shop, run: [{package: heal}]}]}
        tests:

        """;

    [Theory]
    [InlineData("tests: []", "1:8 wrong-type")]
    [InlineData("policies: {}", "1:1 missing-key")]
    [InlineData("- a", "1:1 wrong-type")]
    [InlineData("tests: [", "2:1 broken-yaml")]
    [InlineData("test: []\ntests: [{name: a, steps: [], expect: []}]", "1:1 unknown-key")]
    [InlineData("policies-file: gone.yml\ntests: [{name: a, steps: [], expect: []}]", "1:16 no-such-file")]
    [InlineData("policies: {}\npolicies-file: b.yml\ntests: [{name: a, steps: [], expect: []}]", "2:1 several-settings")]
    [InlineData("dispatch-file: [b.yml, b.yml]\ntests: [{name: a, steps: [], expect: []}]", "1:16 wrong-type")]
    [InlineData("policies: {policies: [{nam: a}]}\ntests: [{name: a, steps: [], expect: []}]", "1:23 missing-key", "1:24 unknown-key")]
    [InlineData("policies: {policies: [{name: a, notify: {receivers: slack.ops}}]}\ntests: [{name: a, steps: [], expect: []}]", "1:53 unknown-receiver")]
    public void File_InError_SaysWhere(string text, params string[] expected) => Assert.Equal(expected, Problems(text));

    [Theory]
    [InlineData("{steps: [], expect: []}", "missing-key")]
    [InlineData("{name: a, expect: []}", "missing-key")]
    [InlineData("{name: a, steps: {}, expect: []}", "wrong-type")]
    [InlineData("{name: a, steps: []}", "missing-key")]
    [InlineData("{name: a, steps: [], expect: [], expect-at-least: []}", "several-expectations")]
    [InlineData("{name: a, steps: [], expect: {}}", "wrong-type")]
    [InlineData("{name: a, steps: [], expects: []}", "missing-key", "unknown-key")]
    [InlineData("{name: a, start: soon, steps: [], expect: []}", "not-a-time")]
    [InlineData("{name: a, steps: [{}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [{alarm: r}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [{alarm: r, entity: e, state: broken}], expect: []}", "unknown-value")]
    [InlineData("{name: a, steps: [{alarm: r, entity: e, for: 1h}], expect: []}", "unknown-key")]
    [InlineData("{name: a, steps: [{at: 1m, by: ann}], expect: []}", "unknown-key")]
    [InlineData("{name: a, steps: [{alarm: r, entity: e, acknowledge: r}], expect: []}", "several-actions")]
    [InlineData("{name: a, steps: [{at: 2m}, {at: 1m}], expect: []}", "clock-order")]
    [InlineData("{name: a, steps: [{metric: m, entity: e, value: 1}], expect: []}", "no-rules")]
    [InlineData("{name: a, steps: [{samples: 7}], expect: []}", "no-rules", "wrong-type")]
    [InlineData("{name: a, steps: [{acknowledge: r}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [{shield: s}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [{shield: s, match: {}, for: ever}], expect: []}", "not-a-duration")]
    [InlineData("{name: a, steps: [{expire: s}], expect: []}", "unknown-shield")]
    [InlineData("{name: a, steps: [{run: hea}], expect: []}", "unknown-package")]
    [InlineData("{name: a, steps: [{run: heal, alarm: r}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [{run: notify-firing}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [], outcomes: [{package: hea, result: lost, after: soon}], expect: []}", "unknown-package", "unknown-value", "not-a-duration")]
    [InlineData("{name: a, steps: [], outcomes: [{}], expect: []}", "missing-key")]
    [InlineData("{name: a, steps: [], answers: [{answer: perhaps, receiver: slack.ops}], expect: []}", "unknown-value", "unknown-key")]
    [InlineData("{name: a, steps: [], expect: [{status: done, state: gone, level: high, at: soon, ended: 7}]}",
        "unknown-value", "unknown-value", "unknown-value", "not-a-time", "not-a-time")]
    [InlineData("{name: a, steps: [], expect: [{entity: nobody, count: few, times: 0, text: a}]}", "unknown-entity", "not-a-whole-number", "out-of-range", "unknown-key")]
    [InlineData("{name: a, steps: [], messages: [{kind: letter}]}", "unknown-value")]
    public void Test_InError_SaysWhere(string test, params string[] expected) =>
        Assert.Equal(expected, Problems(Settings + "  - " + test + "\n").Select(problem => problem.Split(' ')[1]));

    [Fact]
    public void Tests_OfOneName_AreAnError() => Assert.Equal(
        ["5:12 duplicate-test"], Problems(Settings + "  - {name: a, steps: [], expect: []}\n  - {name: a, steps: [], expect: []}\n"));

    [Fact]
    public void Alarm_OfNoRule_IsWarnedOf() => Assert.Equal(["2:35 unknown-rule"], Problems(
        "rules: {rules: {a_rule: {metrics-name: m, op: \">\", threshold: 1, message: \"{name}\"}}}\ntests: [{name: a, steps: [{alarm: b_rule, entity: e}], expect: []}]"));

    [Fact]
    public void Pieces_OfAFile_NeverThrow()
    {
        const string full = Settings + """
              - name: a
                steps:
                  - {at: 1m, alarm: r, entity: e, count: 3, tags: {a: b}, hooks: [slack.ops], message: m}
                  - {advance: 1m, shield: s, match: {names: e}, for: 1h, times: [{days: sun}]}
                  - {run: heal, alarm: r, entity: e-1, by: ann}
                outcomes: [{package: heal, result: none, after: 3s, times: 2}]
                answers: [{answer: approve}]
                expect: [{at: 1m, entity: e-1, status: success}]
                messages: [{at: 1m, contains: [a, b]}]
                stories: []
            """;
        for (var length = 0; length < full.Length; length += 3)
        {
            Assert.NotEqual(default, PolicyScenarioReader.Read(full[..length], "a.yml", _ => null).Problems);
        }

        Assert.Empty(PolicyScenarioReader.Read(full, "a.yml", _ => null).Problems);
    }

    private static IEnumerable<string> Problems(string text) =>
        PolicyScenarioReader.Read(text, "a.yml", path => path == "b.yml" ? new SettingsText("b.yml", "") : null).Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Code}");
}
