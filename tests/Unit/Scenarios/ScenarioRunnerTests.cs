using System.Collections.Immutable;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Unit.Scenarios;

public class ScenarioRunnerTests
{
    private const string Slow = "{metric: resp_time, entity: checkout, values: 900 1200x3}";

    [Fact]
    public void Test_ExpectedAlarmComes_Passes() => Assert.True(Files.Run(
        Slow,
        "expect: [{at: 4m, rule: slow_rule, entity: checkout, message: checkout took 1200 ms, value: 1200.0, matched: 3, reason: CONDITION_TRUE, tags: {level: WARNING}}]").Passed);

    [Fact]
    public void Test_AlarmNotListed_IsUnexpected() => Assert.Equal(
        "00:04 FIRING slow_rule checkout (1200 > 1000; 3 of 5 minutes matched)",
        Only(Files.Run(Slow, "expect: []"), DifferenceKind.UnexpectedAlarm).What);

    [Fact]
    public void Test_OthersAllowed_LeavesThemOut() => Assert.True(Files.Run(Slow, "expect-at-least: []").Passed);

    [Fact]
    public void Test_OnlyOtherRules_LeavesTheRestOut() => Assert.True(Files.Run(Files.Rules + """
          other_rule: {metrics-name: resp_time, op: ">", threshold: 5000}
        tests:
          - name: it
            only-rules: [other_rule]
            steps: [{metric: resp_time, entity: checkout, values: 1200x3}]
            expect: []
        """).Passed);

    [Fact]
    public void FieldsOtherThanExpected_AreNamedWithBothValues() => Assert.Equal(
        [new("message", "no", "checkout took 1200 ms"), new("matched", "5", "3"), new("value", "7", "1200"), new("tags", "{}", "{level: WARNING}")],
        Only(Files.Run(Slow, "expect: [{at: 4m, rule: slow_rule, entity: checkout, message: no, value: 7, matched: 5, tags: {}}]"), DifferenceKind.DifferentAlarm).Fields.AsEnumerable());

    [Theory]
    [InlineData("3m", "at the check of 00:03 2 of 5 minutes matched, 3 needed: the condition was false")]
    [InlineData("7h", "the clock of the test ends at 00:12:05: add a step such as \"advance: 5m\"")]
    [InlineData("00:04:30", "alarms are told as of the end of a minute, and this isn't one")]
    public void FiringThatDidNotCome_IsExplained(string at, string reason) =>
        Assert.Contains(reason, Missing("values: 900 1200x3 1x8", $"at: {at}"));

    [Fact]
    public void FiringInSilence_IsExplained() =>
        Assert.Contains("silent until 00:07: it fired at 00:03 and silence-period is 4", Missing("values: 1200x9", "at: 6m"));

    [Fact]
    public void FiringWithoutSamples_IsExplained() =>
        Assert.Contains("no sample of resp_time for checkout had arrived", Missing("values: _x9", "at: 6m"));

    [Fact]
    public void FiringThatDidNotCome_NamesTheNearest() =>
        Assert.Contains("nearest: 00:03 FIRING slow_rule checkout (1200 > 1000; 3 of 5 minutes matched)", Missing("values: 1200x3 1", "at: 4m"));

    [Fact]
    public void RecoveryWithoutFiring_IsExplained() =>
        Assert.Contains("nothing had fired before, so there was nothing to recover from", Missing("values: 1x9", "at: 6m, state: RECOVERED"));

    [Fact]
    public void NoDataWithAnotherPolicy_IsExplained() =>
        Assert.Contains("no-data of slow_rule is recover; NO_DATA for want of data needs alarm", Missing("values: 1x9", "at: 6m, state: NO_DATA"));

    [Fact]
    public void SampleTooLate_MayBeExpected() => Assert.True(Files.Run(
        "{advance: 20m}, {metric: resp_time, entity: checkout, value: 1, time: 2m}",
        "expect: []\n    expect-rejected: [{at: 20m, reason: LATE, metric: resp_time, entity: checkout}]").Passed);

    [Fact]
    public void SampleTooLate_NotListed_IsUnexpected() => Only(
        Files.Run("{advance: 20m}, {metric: resp_time, entity: checkout, value: 1, time: 2m}", "expect: []"), DifferenceKind.UnexpectedRejection);

    [Fact]
    public void SampleTakenThatShouldNotBe_IsADifference() => Only(
        Files.Run("{metric: resp_time, entity: checkout, value: 1}", "expect: []\n    expect-rejected: [{at: 0m, reason: FUTURE}]"), DifferenceKind.MissingRejection);

    [Fact]
    public void RuleChangedOnTheWay_ClosesTheEpisode() => Assert.True(Files.Run(
        """{metric: resp_time, entity: checkout, values: 1200x4}, {at: 4m, apply: {rules: {slow_rule: {metrics-name: resp_time, op: ">", threshold: 5000, period: 5, count: 3}}}}, {advance: 5m}""",
        "expect: [{at: 3m, rule: slow_rule, entity: checkout}, {at: 4m, rule: slow_rule, entity: checkout, state: CLOSED, reason: RULE_CHANGED}]").Passed);

    [Fact]
    public void SeriesSideBySide_ArriveInTheOrderOfTime() => Assert.True(Files.Run(
        "{samples: [{metric: resp_time, entity: checkout, values: 1200x3}, {metric: resp_time, entity: cart, values: 1 1200x3}]}",
        "expect: [{at: 4m, rule: slow_rule, entity: cart}, {at: 3m, rule: slow_rule, entity: checkout}]").Passed);

    private static Difference Only(ScenarioResult result, DifferenceKind kind)
    {
        var difference = Assert.Single(result.Differences);
        Assert.Equal(kind, difference.Kind);
        return difference;
    }

    private static ImmutableArray<string> Missing(string values, string expected) => Files
        .Run($"{{metric: resp_time, entity: checkout, {values}}}", $"expect-at-least: [{{{expected}, rule: slow_rule, entity: checkout}}]")
        .Differences.Single().Reasons;
}
