using System.Text;
using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Tocsin.TopologyTests.Converging;
using Xunit.Abstractions;

namespace Tocsin.TopologyTests.Following;

/// <summary>Episodes and the storm guard decide as their naive models do, whatever happens.</summary>
public sealed class FollowingTests(ITestOutputHelper output)
{
    private const int CasesWithBug = 5_000;

    public static TheoryData<string> Bugs => [.. Enum.GetNames<FollowingBug>().Where(name => name != nameof(FollowingBug.None))];

    [Fact]
    public void RandomSignals_EngineAndNaiveModel_DecideTheSame()
    {
        output.WriteLine($"{CaseSettings.Count} cases from seed {CaseSettings.FirstSeed}");

        DefenseSearch.AssertNone(CaseSettings.Count, RandomFollowing.Of, @case => Difference(@case, FollowingBug.None));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void RandomSignals_BugInTheNaiveModel_IsNoticed(string name)
    {
        var bug = Enum.Parse<FollowingBug>(name);

        var noticed = Enumerable.Range(1, CasesWithBug).Any(seed => Difference(RandomFollowing.Of(seed), bug) is not null);

        Assert.True(noticed, $"{bug} was not noticed in {CasesWithBug} cases");
    }

    private static string? Difference(DefenseCase @case, FollowingBug bug)
    {
        var lines = new FollowingLines();
        var (naive, partition, convergence) = (new NaiveFollowing(lines.NameOf, bug), ActionPartition.Load(RandomFollowing.Topic, 0, []), new ConvergenceOutput());
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var record = @case.Records[index];
            convergence.Clear();
            partition.Process(record.Body.Clone(), Encoding.UTF8.GetBytes("key"), index, record.TimestampMs, convergence);
            var (expected, actual) = (naive.Process(record), lines.Of(convergence));
            if (!expected.SequenceEqual(actual))
            {
                return $"At record #{index}\nexpected (naive model):\n  {string.Join("\n  ", expected)}\nactual:\n  {string.Join("\n  ", actual)}";
            }
        }

        return null;
    }
}
