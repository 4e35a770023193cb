using System.Text.Json;
using Tocsin.Cli;
using Tocsin.Cli.States;
using Tocsin.Detect.Auditing;
using Tocsin.V1;

namespace Tocsin.Unit.Auditing;

/// <summary>What <c>tocsin state show RULE ENTITY</c> says of the state saved after a small log.</summary>
public sealed class SavedStateTests
{
    private readonly SmallLog _log = new();

    [Fact]
    public void Episode_IsShownWithWindowSilenceAndClock()
    {
        _log.Sample(0, "checkout", 100);
        _log.Sample(1, "checkout", 1_200);
        _log.Sample(2, "checkout", 1_500);
        _log.Sample(3, "checkout", 900);
        _log.Tick(4);
        _log.Save();

        var (exitCode, text) = Show("slow_rule", "checkout");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("checkout  service  id checkout\n  partition 0, saved at offset 5 of 5, rules ", text, StringComparison.Ordinal);
        Assert.Contains($"  clock {LogTime.Text(SmallLog.Minute(4) + 20_000)}, checked up to {LogTime.Text(SmallLog.Minute(4))}, last sample after", text, StringComparison.Ordinal);
        Assert.Contains("slow_rule: resp_time > 1000 in 2 of 3 minutes\n  window   2 of 3 minutes matched at the last check; newest ", text, StringComparison.Ordinal);
        Assert.Contains($"    {LogTime.Text(SmallLog.Minute(1))}  matches  (the value is no longer needed)\n    {LogTime.Text(SmallLog.Minute(2))}  matches  resp_time 1500\n", text, StringComparison.Ordinal);
        Assert.Contains("  silence  for 1 more check\n  episode  ", text, StringComparison.Ordinal);
        Assert.Contains($", since {LogTime.Text(SmallLog.Minute(3))}, 1 record: ", text, StringComparison.Ordinal);
        Assert.Contains("  recovery 0 of 1 checks in a row counted towards it\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Window_AtRest_HasNeitherSilenceNorEpisode()
    {
        _log.Sample(0, "checkout", 100);
        _log.Tick(1);
        _log.Save();

        Assert.EndsWith("  silence  none\n  episode  none is open\n", Show("slow_rule", "checkout").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Composite_IsShownAfterItsParts()
    {
        _log.Sample(0, "checkout", 5_000);
        _log.Sample(1, "checkout", 5_000);
        _log.Tick(3);
        _log.Save();

        var text = Show("both_rule", "checkout").Text;

        Assert.InRange(text.IndexOf("slow_rule: ", StringComparison.Ordinal), 1, text.IndexOf("very_rule: ", StringComparison.Ordinal));
        Assert.Contains("both_rule: composite\n  silence  for ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_OfSeveralEntities_IsAmbiguousUntilTheScopeIsGiven()
    {
        _log.Sample(0, "checkout", 100);
        _log.Sample(0, "checkout", 100, scope: Scope.Endpoint);
        _log.Tick(1);
        _log.Save();

        var (exitCode, text) = Show("slow_rule", "checkout");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            "ambiguous: several entities are called checkout; give one's id, or --scope\n  service  checkout  id checkout  partition 0\n  endpoint  checkout  id checkout  partition 0\n",
            text);
        Assert.Equal(0, Show("slow_rule", "checkout", Scope.Endpoint).ExitCode);
    }

    [Theory]
    [InlineData("no_rule", "checkout", "no-such-rule: ")]
    [InlineData("slow_rule", "nobody", "no-such-entity: no partition knows nobody")]
    [InlineData("other_rule", "checkout", "no-window: checkout is known, but nothing is remembered of it for other_rule")]
    public void WhatIsNotThere_IsSaidWithWhatWasSearched(string rule, string entity, string expected)
    {
        _log.Sample(0, "checkout", 100);
        _log.Save();

        var (exitCode, text) = Show(rule, entity);

        Assert.Equal(1, exitCode);
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.Contains("searched in small.detect.state.v1:\n  partition 0: 1 entity up to offset 1 of 1, rules ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Partition_ThatNeverSaved_SaysSo()
    {
        _log.Sample(0, "checkout", 100);

        Assert.Equal((1, "nothing-saved: there is no state in small.detect.state.v1 yet\nsearched in small.detect.state.v1:\n  partition 0: no state\n"), Show("slow_rule", "checkout"));
    }

    [Fact]
    public void State_AsJson_HasValuesAndEpisode()
    {
        _log.Sample(0, "checkout", 1_100);
        _log.Sample(1, "checkout", 1_200);
        _log.Tick(2);
        _log.Save();

        using var report = JsonDocument.Parse(Show("slow_rule", "checkout", isJson: true).Text);

        var found = report.RootElement.GetProperty("found")[0];
        var subject = found.GetProperty("subjects")[0];
        Assert.Equal(("found", 3), (report.RootElement.GetProperty("outcome").GetString(), found.GetProperty("checkpoint").GetInt32()));
        Assert.Equal("1200", subject.GetProperty("window").GetProperty("minutes")[1].GetProperty("value").GetProperty("integer").GetString());
        Assert.Equal((2, 1), (subject.GetProperty("silentChecksLeft").GetInt32(), subject.GetProperty("episode").GetProperty("records").GetInt32()));
    }

    private (int ExitCode, string Text) Show(string rule, string entity, Scope? scope = null, bool isJson = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, HasColours: false);
        var exitCode = ShowCommand.Run(new SavedStates(_log.Log, _log.Topics), rule, entity, scope, isJson, terminal, CancellationToken.None);
        return (exitCode, output.ToString());
    }
}
