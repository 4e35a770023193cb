using System.Text;
using Google.Protobuf;
using Tocsin.Detect.Rules;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Applying;

public class RulesTableTests
{
    private readonly RulesTable _table = new();

    [Theory]
    [InlineData(0, "v1")]
    [InlineData(10, "v1")]
    [InlineData(11, "v2")]
    [InlineData(20, "v2")]
    [InlineData(21, "v1")]
    public void VersionAt_AnOffset_IsThatOfTheLastMarkerBeforeIt(long offset, string expected)
    {
        Take("partition/3", new PartitionRules { StartVersion = "v1", Activations = { new Activation { Version = "v2", Offset = 10 }, new Activation { Version = "v1", Offset = 20 } } });

        Assert.Equal(expected, _table.VersionAt(3, offset));
        Assert.Null(_table.VersionAt(4, offset));
    }

    [Fact]
    public void Take_ANewerRecord_ReplacesAndATombstoneRemoves()
    {
        Take("active", new ActiveRuleSet { Version = "v1" });
        Take("active", new ActiveRuleSet { Version = "v2" });
        Take("version/v1", new RuleSetText { Version = "v1" });
        Take("version/v1", null);

        Assert.Equal("v2", _table.Active!.Version);
        Assert.Empty(_table.Versions);
    }

    [Fact]
    public void Take_AKeyOfALaterProgram_IsLeftAlone() => Take("something/else", new Tick());

    [Fact]
    public void Take_WhatIsNotARecordOfRules_SaysWhere()
    {
        var failure = Assert.Throws<StageFailureException>(() => _table.Take(Record("active", [0xff])));

        Assert.StartsWith("rules[0]@7 isn't a record of rules (key active): ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ATextThisProgramRefuses_SaysSo()
    {
        var failure = Assert.Throws<StageFailureException>(() => RulesTopic.Read(Text("rules: {a_rule: {op: '?'}}")));

        Assert.StartsWith("rules v1 were applied by a program that reads rules otherwise than this one: old.yml:1:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ADamagedText_SaysSo()
    {
        var text = Text("rules: {}");
        text.Text += " ";

        Assert.Contains("damaged", Assert.Throws<StageFailureException>(() => RulesTopic.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void History_TooLong_KeepsWhatCameBeforeAsTheStart()
    {
        var rules = new PartitionRules { StartVersion = "v0" };
        for (var i = 1; i <= History.MaxActivations + 2; i++)
        {
            rules = History.With(rules, new Activation { Version = $"v{i}", Offset = i });
        }

        Assert.Equal(("v2", History.MaxActivations, "v3"), (rules.StartVersion, rules.Activations.Count, rules.Activations[0].Version));
    }

    private static RuleSetText Text(string text) => new() { Version = "v1", Text = text, FileName = "old.yml", Sha256 = RulesTopic.Sha256(text) };

    private static InputRecord Record(string key, byte[]? value) => new("rules", 0, 7, 0, Encoding.UTF8.GetBytes(key), value, null);

    private void Take(string key, IMessage? value) => _table.Take(Record(key, value?.ToByteArray()));
}
