using Tocsin.TopologyTests.Cases;

namespace Tocsin.TopologyTests.Reference;

/// <summary>The comparison on random cases bites: it notices every one of these errors.</summary>
public sealed class PlantedBugTests
{
    private const int Cases = 3_000;

    public static TheoryData<string> Bugs => [.. Enum.GetNames<PlantedBug>().Where(name => name != nameof(PlantedBug.None))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void RandomCases_BugInOneOfTheModels_IsNoticed(string name)
    {
        var bug = Enum.Parse<PlantedBug>(name);

        var noticed = Enumerable.Range(1, Cases).Any(seed =>
        {
            var @case = RandomCase.Of(seed);
            return Compare.Find(@case, new EngineRun(@case), new NaiveRun(@case, bug)) is not null;
        });

        Assert.True(noticed, $"{bug} was not noticed in {Cases} cases");
    }
}
