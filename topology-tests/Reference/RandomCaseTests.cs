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

    private static string? Describe(Difference? difference) =>
        difference is null ? null : $"At record #{difference.RecordIndex} (expected is the naive model) {difference.Text}";
}
