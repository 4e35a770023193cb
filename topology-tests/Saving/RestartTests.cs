using Tocsin.Engine.Saving;
using Tocsin.TopologyTests.Cases;

namespace Tocsin.TopologyTests.Saving;

/// <summary>A detector that was loaded goes on as the one that was saved: the same alarms to the byte, ids included, and the same rejections.</summary>
public sealed class RestartTests
{
    private const int CasesWithLoss = 3_000;

    public static TheoryData<string> EveryLoss => [.. Enum.GetNames<Loss>().Where(name => name != nameof(Loss.None))];

    [Fact]
    public void RandomRulesAndStreams_SavedAndLoadedAnywhere_SayTheSame() =>
        Search.AssertNone(CaseSettings.Count, @case => Differ(@case, Loss.None));

    [Theory]
    [MemberData(nameof(EveryLoss))]
    public void RandomCases_SomethingNotSaved_IsNoticed(string name)
    {
        var loss = Enum.Parse<Loss>(name);

        var noticed = Enumerable.Range(1, CasesWithLoss).Any(seed => IsNoticed(RandomCase.Of(seed), loss));

        Assert.True(noticed, $"the loss of {loss} was not noticed in {CasesWithLoss} cases");
    }

    /// <summary>A loss may also leave a state that makes no sense and fails.</summary>
    private static bool IsNoticed(Case @case, Loss loss)
    {
        try
        {
            return Differ(@case, loss) is not null && Differ(@case, Loss.None) is null;
        }
        catch (Exception exception) when (exception is BrokenStateException or ArgumentException or IndexOutOfRangeException)
        {
            return true;
        }
    }

    private static string? Differ(Case @case, Loss loss)
    {
        var (expected, actual) = (new EngineRun(@case), new RestartedRun(@case, loss));
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var (alarms, rejections) = expected.Process(@case.Records[index]);
            var (actualAlarms, actualRejections) = actual.Process(@case.Records[index]);
            if (!alarms.SequenceEqual(actualAlarms) || !rejections.SequenceEqual(actualRejections))
            {
                return $"at record #{index} (expected is the uninterrupted run)\nexpected: {string.Join(", ", rejections)}\n{Transcript.Of(alarms)}"
                    + $"actual: {string.Join(", ", actualRejections)}\n{Transcript.Of(actualAlarms)}";
            }
        }

        return null;
    }
}
