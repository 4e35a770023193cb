using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Xunit.Abstractions;

namespace Tocsin.TopologyTests.Converging;

/// <summary>The engine and the naive model, written from the same page and otherwise strangers, decide the same whatever happens.</summary>
public sealed class DefenseTests(ITestOutputHelper output)
{
    private const int CasesWithBug = 5_000;

    public static TheoryData<string> Bugs => [.. Enum.GetNames<DefenseBug>().Where(name => name != nameof(DefenseBug.None))];

    [Fact]
    public void RandomRequests_EngineAndNaiveModel_DecideTheSame()
    {
        output.WriteLine($"{CaseSettings.Count} cases from seed {CaseSettings.FirstSeed}");

        DefenseSearch.AssertNone(CaseSettings.Count, @case => Difference(@case, DefenseBug.None));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void RandomRequests_BugInOneOfTheModels_IsNoticed(string name)
    {
        var bug = Enum.Parse<DefenseBug>(name);

        var noticed = Enumerable.Range(1, CasesWithBug).Any(seed => IsNoticed(RandomDefense.Of(seed), bug));

        Assert.True(noticed, $"{bug} was not noticed in {CasesWithBug} cases");
    }

    /// <summary>An error may also make the model contradict itself and fail.</summary>
    private static bool IsNoticed(DefenseCase @case, DefenseBug bug)
    {
        try
        {
            return Difference(@case, bug) is not null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string? Difference(DefenseCase @case, DefenseBug bug)
    {
        var (naive, lines, converger, convergence) = (new NaiveDefense(@case.MaxWaiting, bug), new DefenseLines(), new Converger(0, @case.MaxWaiting), new ConvergenceOutput());
        naive.IdOfSummary = lines.IdOfSummary;
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var record = @case.Records[index];
            convergence.Clear();
            converger.Process(record.Body, [], index, record.TimestampMs, convergence);
            var actual = lines.Of(convergence);
            var expected = naive.Process(record);
            if (!expected.SequenceEqual(actual))
            {
                return $"At record #{index}\nexpected (naive model):\n  {string.Join("\n  ", expected)}\nactual:\n  {string.Join("\n  ", actual)}";
            }
        }

        return null;
    }
}
