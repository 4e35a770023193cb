using Tocsin.Engine.Rules;
using Tocsin.TopologyTests.Cases;
using Xunit.Abstractions;

namespace Tocsin.TopologyTests.Reference;

/// <summary>The engine and the naive model, written from the same page and otherwise strangers, agree on whatever may happen.</summary>
public sealed class RandomCaseTests(ITestOutputHelper output)
{
    [Fact]
    public void RandomRulesAndStreams_EngineAndNaiveModel_SayTheSame()
    {
        output.WriteLine($"{CaseSettings.Count} cases from seed {CaseSettings.FirstSeed}");

        Search.AssertNone(CaseSettings.Count, @case => Describe(Compare.Find(@case, new NaiveRun(@case), new EngineRun(@case))));
    }

    [Fact]
    public void RandomRulesAndStreams_RulesReadFromText_SayTheSame() =>
        Search.AssertNone(Math.Max(1, CaseSettings.Count / 20), @case =>
            Describe(Compare.Find(@case, new NaiveRun(@case), new EngineRun(@case with { RuleSets = [.. @case.RuleSets.Select(Reread)] }))));

    /// <summary>Under its own name: a version is derived from the text, but the records of the case know another.</summary>
    private static RuleSet Reread(RuleSet rules)
    {
        var text = SettingsWriter.Write(rules);
        var read = SettingsReader.Read(text, "random.yml");
        return read.RuleSet is { } same ? same with { Version = rules.Version } : throw new InvalidDataException($"{string.Join('\n', read.Problems)}\n{text}");
    }

    private static string? Describe(Difference? difference) =>
        difference is null ? null : $"At record #{difference.RecordIndex} (expected is the naive model) {difference.Text}";
}
