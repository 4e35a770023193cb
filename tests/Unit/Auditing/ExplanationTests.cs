using Tocsin.Cli;
using Tocsin.Cli.Auditing;
using Tocsin.Detect.Auditing;

namespace Tocsin.Unit.Auditing;

/// <summary>What <c>tocsin explain RULE ENTITY</c> says, of a small log that is easy to follow.</summary>
public sealed class ExplanationTests
{
    private readonly SmallLog _log = new();

    [Fact]
    public void Firing_IsExplainedMinuteByMinute()
    {
        _log.Sample(0, "checkout", 100);
        _log.Sample(1, "checkout", 1_200);
        _log.Sample(2, "checkout", 900);
        _log.Sample(2, "checkout", 1_500);
        _log.Tick(4);

        var (exitCode, text) = Explain("slow_rule", "checkout", 3);

        Assert.Equal(0, exitCode);
        Assert.Contains("slow_rule of checkout: resp_time > 1000 in 2 of 3 minutes\n", text, StringComparison.Ordinal);
        Assert.Contains("  100  (@0, arrived", text, StringComparison.Ordinal);
        Assert.Contains("matches  1200  (@1, arrived", text, StringComparison.Ordinal);
        Assert.Contains("matches  1500  (@3, arrived", text, StringComparison.Ordinal);
        Assert.Contains("; 900 replaced (@2, arrived", text, StringComparison.Ordinal);
        Assert.Contains("fired: 2 of 3 minutes matched, 2 needed; silent for 2 more checks; an episode of 1 records is open\n", text, StringComparison.Ordinal);
        Assert.Contains("last alarm", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_IsNamed()
    {
        foreach (var minute in Enumerable.Range(0, 4))
        {
            _log.Sample(minute, "checkout", 1_200);
        }

        _log.Tick(5);

        Assert.Contains("silent: 3 of 3 minutes matched, 2 needed; silent for 1 more checks", Explain("slow_rule", "checkout", 3).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingFired_SaysWhatWasMissing()
    {
        _log.Sample(0, "checkout", 100);
        _log.Sample(1, "checkout", 1_200);
        _log.Sample(5, "checkout", 1_200, late: 4);
        _log.Tick(7);

        Assert.Contains("condition-false: 1 of 3 minutes matched, 2 needed; no episode is open", Explain("slow_rule", "checkout", 3).Text, StringComparison.Ordinal);
        var atRest = Explain("slow_rule", "checkout", 7).Text;
        Assert.Contains("no sample", atRest, StringComparison.Ordinal);
        Assert.Contains("at-rest: no match in the window, no silence and no episode; its last sample was for", atRest, StringComparison.Ordinal);
    }

    [Fact]
    public void LateSample_IsShownWithTheMinuteItCameTooLateFor()
    {
        _log.Sample(0, "checkout", 100);
        _log.Sample(5, "checkout", 100);
        _log.Sample(5, "checkout", 7_777, late: 3);
        _log.Tick(6);

        Assert.Contains("nothing in time; 7777 too late (@2, arrived", Explain("slow_rule", "checkout", 4).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SampleInTimeForLaterChecksOnly_IsShownAsAfterThisOne()
    {
        _log.Sample(3, "checkout", 100);
        _log.Sample(5, "checkout", 100);
        _log.Sample(5, "checkout", 7_777, late: 2);
        _log.Tick(6);

        Assert.Contains("100  (@0, arrived", Explain("slow_rule", "checkout", 4).Text, StringComparison.Ordinal);
        Assert.Contains("; 7777 after this check (@2, arrived", Explain("slow_rule", "checkout", 4).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Composite_IsExplainedWithItsParts()
    {
        _log.Sample(0, "checkout", 5_000);
        _log.Sample(1, "checkout", 5_000);
        _log.Tick(3);

        var text = Explain("both_rule", "checkout", 2).Text;

        Assert.Contains("slow_rule of checkout", text, StringComparison.Ordinal);
        Assert.Contains("very_rule of checkout", text, StringComparison.Ordinal);
        Assert.Contains("fired: it holds", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_rule", "checkout", "no-such-rule: rules")]
    [InlineData("slow_rule", "nobody", "no-data: no sample of nobody came")]
    [InlineData("other_rule", "checkout", "no-window: checkout sends to partition 0, but no sample of other, or the name filters of other_rule leave it out")]
    public void WhatWasNeverSeen_IsSaid(string rule, string entity, string expected)
    {
        _log.Sample(0, "checkout", 100);
        _log.Tick(3);

        var (exitCode, text) = Explain(rule, entity, 1);

        Assert.Equal(1, exitCode);
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NotYetDue_IsSaid()
    {
        _log.Sample(0, "checkout", 100);

        Assert.Contains("not-checked: the log's clock stands at", Explain("slow_rule", "checkout", 1).Text, StringComparison.Ordinal);
    }

    private (int ExitCode, string Text) Explain(string rule, string entity, int minute)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, HasColours: false);
        var exitCode = ExplainRuleCommand.Run(new Explanation(_log.Log, _log.Topics), rule, entity, SmallLog.Minute(minute), isJson: false, terminal, CancellationToken.None);
        return (exitCode, output.ToString());
    }
}
