using System.Collections.Immutable;
using Tocsin.Engine.PolicyScenarios;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.PolicyScenarios;

public class PolicyScenarioRunnerTests
{
    private const string Settings = """
        dispatch:
          hooks:
            slack: {ops: {is-default: true, text-template: '["%s"]', webhooks: "env:A"}, leads: {text-template: '["%s"]', webhooks: "env:A"}}
            pagerduty: {oncall: {text-template: "%s", integration-keys: "env:A"}}
        policies:
          packages: [{name: heal, type: job}, {name: call, type: callback, receiver: slack.leads}, {name: off, type: job, enabled: false}]
          policies:
            - {name: shop, match: {rules: shop_rule}, notify: {repeat: 10m}, escalation: oncall}
            - {name: heal, match: {rules: heal_rule}, notify: none, run: [{package: heal}, {package: off}]}
            - {name: call, match: {rules: call_rule}, notify: none, run: [{package: call, defense: {action: summarise}}]}
            - {name: ask, match: {rules: ask_rule}, notify: none, run: [{package: heal, defense: {action: defense-approval, window: 1h, by: policy}, approvers: slack.leads}]}
            - {name: page, match: {rules: page_rule}, notify: {receivers: pagerduty.oncall}}
            - {name: night, match: {rules: night_rule}, hours: [{from: "22:00", to: "06:00"}], notify: {defense: none}}
          escalations: [{name: oncall, steps: [{after: 15m, receivers: slack.leads}]}]
          shields: [{name: works, until: 2030-01-01T00:00:00Z, match: {names: hidden}}]
        tests:
          - name: a

        """;

    [Theory]
    [InlineData("{alarm: heal_rule, entity: a}", "{package: heal, status: success, reason: creates-group, state: firing}, {package: off, status: failure, reason: package-disabled}")]
    [InlineData("{alarm: heal_rule, entity: hidden}", "{package: heal, status: shielded}, {package: off, status: shielded}")]
    [InlineData("{alarm: shop_rule, entity: a}, {advance: 12m}", "{at: 0m, receiver: slack.ops}, {at: 10m, receiver: slack.ops, cause: repeat}")]
    [InlineData("{alarm: shop_rule, entity: a}, {at: 1m, acknowledge: shop_rule, entity: a}, {advance: 12m}", "{at: 0m, receiver: slack.ops}")]
    [InlineData("{alarm: page_rule, entity: a, count: 3}", "{receiver: pagerduty.oncall, reason: undefended, times: 3}")]
    [InlineData("{alarm: other_rule, entity: a}", "{policy: default, reason: undefended, outcome: ok}")]
    [InlineData("{alarm: other_rule, entity: a, hooks: slack.gone}", "{policy: default, status: failure, reason: no-receiver}")]
    [InlineData("{run: heal, by: ann}", "{package: heal, by: ann, reason: manual, rule: ''}")]
    [InlineData("{alarm: heal_rule, entity: a, state: recovered}", "")]
    public void Decisions_ThatAreExpected_Pass(string steps, string expected) => Assert.Empty(Run($"steps: [{steps}]\n    expect: [{expected}]"));

    [Fact]
    public void Outcomes_AreAsScripted_TheFirstThatFits() => Assert.Empty(Run("""
        steps:
              - {alarm: heal_rule, entity: a}
              - {at: 5m, alarm: heal_rule, entity: b}
              - {at: 10m, alarm: heal_rule, entity: c}
              - {advance: 20m}
            outcomes:
              - {package: heal, entity: b, result: none}
              - {package: heal, times: 1, result: failure, reason: exit-1, after: 30s}
              - {package: heal, result: partial}
            expect-at-least:
              - {package: heal, entity: a, status: failure, outcome: exit-1, ended: 30s}
              - {package: heal, entity: b, status: failure, outcome: timed-out, ended: 15m}
              - {package: heal, entity: c, status: partial, ended: 10m}
        """));

    [Theory]
    [InlineData("", "skipped, reason: unanswered, ended: 31m")]
    [InlineData("{answer: approve, after: 2m, by: ann}", "success, reason: approved, ended: 3m, by: ann")]
    [InlineData("{answer: reject, package: heal, policy: ask}", "skipped, reason: refused, ended: 1m")]
    [InlineData("{answer: reject, entity: a}", "skipped, reason: unanswered")]
    public void Questions_AreAnswered_AsScripted(string answers, string status) => Assert.Empty(Run($$"""
        steps: [{alarm: ask_rule, entity: a}, {at: 1m, alarm: ask_rule, entity: b}, {at: 40m}]
            answers: [{{answers}}]
            expect: [{entity: a, reason: creates-group}, {entity: b, status: {{status}}}]
            messages: [{at: 1m, kind: question, receiver: slack.leads}]
        """));

    [Fact]
    public void Callbacks_AreCalled_AndSummarised() => Assert.Empty(Run("""
        steps: [{alarm: call_rule, entity: a, message: one}, {at: 30s, alarm: call_rule, entity: b, message: two, count: 2}, {at: 2m}]
            messages:
              - {at: 0m, receiver: slack.leads, kind: alarm, text: one, package: call}
              - {at: 1m, receiver: slack.leads, kind: summary, alarms: 2, contains: two, lacks: one}
        """));

    [Fact]
    public void Escalation_TellsOthers_AndThemOfTheEnd() => Assert.Empty(Run("""
        steps: [{alarm: shop_rule, entity: a}, {at: 17m, alarm: shop_rule, entity: a, state: recovered}, {at: 20m}]
            expect-at-least:
              - {at: 15m, receiver: slack.leads, cause: oncall/1, package: notify-firing}
              - {at: 17m, receiver: slack.leads, package: notify-recovered}
        """));

    [Fact]
    public void Story_OutsideHours_IsALine() => Assert.Empty(Run("""
        start: "12:00"
            steps: [{at: 1m, alarm: night_rule, entity: a}]
            expect: []
            stories: [{at: 1m, policy: night, rule: night_rule, entity: a, reason: outside-hours}]
        """));

    [Theory]
    [InlineData("{alarm: heal_rule, entity: a}", "{package: heal, status: skipped, reason: succeeded}, {package: off}",
        "DifferentDecision 00:00 success heal/heal: heal_rule a firing (creates-group) | status skipped/success reason succeeded/creates-group")]
    [InlineData("{alarm: heal_rule, entity: a}", "{package: heal}", "UnexpectedDecision 00:00 failure heal/off: heal_rule a firing (package-disabled) | ")]
    [InlineData("{alarm: other_rule, entity: a}", "{package: heal, times: 2}, {policy: default}", "MissingDecision package heal (2 more times) | nearest: 00:00 success default/notify-firing slack.ops: other_rule a firing (undefended)")]
    [InlineData("{at: 1m}", "{package: heal}", "MissingDecision package heal | nothing of the kind happened in this test")]
    [InlineData("{at: 1m, acknowledge: shop_rule, entity: a}", "", "Impossible nothing to acknowledge: there was no alarm of shop_rule for a before | ")]
    [InlineData("{at: 1m, run: heal, alarm: shop_rule, entity: a}", "", "Impossible nothing to run heal for: there was no alarm of shop_rule for a before | ")]
    public void Difference_SaysWhatAndWhy(string step, string expected, string difference)
    {
        var found = Assert.Single(Run($"steps: [{step}]\n    expect: [{expected}]"));

        var fields = string.Join(' ', found.Fields.Select(field => $"{field.Field} {field.Expected}/{field.Actual}").Concat(found.Reasons));
        Assert.Equal(difference, $"{found.Kind} {found.What} | {fields}");
    }

    [Fact]
    public void Message_ThatSaysSomethingElse_IsDifferent()
    {
        var found = Assert.Single(Run("""
            steps: [{alarm: other_rule, entity: a, message: one}]
                messages: [{receiver: slack.ops, contains: [on, two], lacks: ne}]
            """));

        Assert.Equal(DifferenceKind.DifferentDecision, found.Kind);
        Assert.Equal([("contains", "two", "one"), ("lacks", "ne", "one")], found.Fields.Select(field => (field.Field, field.Expected, field.Actual)));
    }

    [Fact]
    public void Expectations_OfManyFields_AreFoundBeforeGeneralOnes() => Assert.Empty(Run("""
        steps: [{alarm: heal_rule, entity: a}]
            expect: [{at: 0m}, {at: 0m, package: heal}]
        """));

    private static ImmutableArray<Difference> Run(string test)
    {
        var read = PolicyScenarioReader.Read(Settings + "    " + test.ReplaceLineEndings("\n") + "\n", "a.yml", _ => null);
        Assert.Empty(read.Problems);
        return PolicyScenarioRunner.Run(Assert.Single(read.Scenarios), MessageRendering.Plain).Differences;
    }
}
