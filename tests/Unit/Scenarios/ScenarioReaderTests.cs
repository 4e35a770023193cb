using Tocsin.Engine.Rules;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.Scenarios;

public class ScenarioReaderTests
{
    [Fact]
    public void Mistakes_OfAllKinds_AreToldAtOnceWithTheirPlaces()
    {
        var problems = Files.Read(Files.Rules + """
            tests:
              - name: a
                steps:
                  - {metric: resp_time, entity: checkout, values: 1y2}
                  - {at: 5}
                  - {advance: 2m}
                  - {at: 1m}
                  - {apply-file: nowhere.yml}
                expct: []
              - name: a
                steps: [{metric: resp_time, entity: checkout, value: 1}]
                expect: [{at: noon, rule: slow_rule, entity: chekout, state: fire}]
            """).Problems.Where(problem => problem.Severity == Severity.Error);

        Assert.Equal(
            [
                "12:5 missing-key", "14:55 not-a-value", "15:14 not-a-time", "17:14 clock-order", "18:22 no-such-file", "19:5 unknown-key",
                "20:11 duplicate-test", "22:19 not-a-time", "22:50 unknown-entity", "22:66 unknown-value",
            ],
            problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Code}"));
    }

    [Fact]
    public void Rule_Misspelt_IsNamedWithTheOneMeant() => Assert.Contains(
        "there is no rule 'slo_rule'; did you mean 'slow_rule'?",
        Files.Read(Files.Rules + """
            tests:
              - name: a
                steps: [{metric: resp_time, entity: checkout, value: 1}]
                expect: [{at: 1m, rule: slo_rule, entity: checkout}]
            """).Problems.Select(problem => problem.Message));

    [Fact]
    public void Metric_ThatNoRuleUses_IsAWarning() => Assert.Contains(
        Files.Read(Files.Rules + """
            tests:
              - name: a
                steps: [{metric: resp_tme, entity: checkout, value: 1}]
                expect: []
            """).Problems,
        problem => problem is { Severity: Severity.Warning, Code: "unused-metric", Line: 13, Column: 22 });

    [Fact]
    public void RulesInline_KeepTheirPlaces() => Assert.Equal(
        ["3:60 unknown-value", "6:49 threshold-not-a-number"],
        Files.Read("""
            tests:
              - name: a
                steps: [{apply: {rules: {b_rule: {metrics-name: m, op: "~", threshold: 1}}}}]
                expect: []
            rules:
              a_rule: {metrics-name: m, op: ">", threshold: x}
            """).Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Code}"));

    [Fact]
    public void RulesApplied_MayBeAnAlias() => Assert.Empty(Files.Read("""
        rules:
          a_rule: &rule {metrics-name: m, op: ">", threshold: 1}
        tests:
          - name: a
            steps: [{apply: &next {rules: {a_rule: {metrics-name: m, op: ">", threshold: 2}}}}, {apply: *next}]
            expect: []
        """).Problems);

    [Fact]
    public void RulesFile_WithErrors_ReportsThemUnderItsOwnName()
    {
        var read = ScenarioReader.Read("rules-file: x.yml\ntests: [{name: a, steps: [], expect: []}]\n", Files.Name, path => new("conf/" + path, "rules: 7\n"));

        Assert.Contains(read.Problems, problem => problem.File == "conf/x.yml" && problem.Severity == Severity.Error);
        Assert.Empty(read.Scenarios);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("tests: []")]
    [InlineData("rules: {}\ntests: 5")]
    [InlineData("a: [")]
    [InlineData("start: &x 10:00\nrules: *x\ntests: [{name: a, steps: [], expect: []}]")]
    [InlineData("{rules: {a: b}, tests: [{name: a, steps: [{apply: {c: }}], expect: []}]}")]
    [InlineData("rules-file: a\nrules: {}\ntests: [{}]")]
    public void File_ThatIsNoScenario_IsRefused(string text) =>
        Assert.Contains(Files.Read(text).Problems, problem => problem.Severity == Severity.Error);
}
