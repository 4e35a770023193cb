using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;

namespace Tocsin.TopologyTests.Converging;

/// <summary>A converger that was loaded goes on as the one that was saved: the same outputs to the byte, and in the end the same state.</summary>
public sealed class DefenseRestartTests
{
    private const int CasesWithLoss = 4_000;

    public static TheoryData<string> EveryField => [.. DefenseChangelog.DefenseFields.Select(each => each.FullName)];

    [Fact]
    public void RandomRequests_SavedAndLoadedAnywhere_GoOnTheSame() => DefenseSearch.AssertNone(CaseSettings.Count, @case => Differ(@case, null));

    [Theory]
    [MemberData(nameof(EveryField))]
    public void RandomRequests_FieldNotSaved_IsNoticed(string name)
    {
        var lost = DefenseChangelog.DefenseFields.Single(each => each.FullName == name);

        var noticed = Enumerable.Range(1, CasesWithLoss).Any(seed => IsNoticed(RandomDefense.Of(seed), lost));

        Assert.True(noticed, $"the loss of {name} was not noticed in {CasesWithLoss} cases");
    }

    [Fact]
    public void RandomRequests_AfterEverythingHasEnded_LeaveNoState() => DefenseSearch.AssertNone(Math.Max(1, CaseSettings.Count / 10), @case =>
    {
        var (converger, output, changelog) = (new Converger(0, @case.MaxWaiting), new ConvergenceOutput(), new DefenseChangelog());
        foreach (var (record, index) in @case.Records.Select((record, index) => (record, index)))
        {
            converger.Process(record.Body, [], index, record.TimestampMs, output);
            changelog.Save(converger);
        }

        while (converger.TickDueMs < long.MaxValue)
        {
            converger.Process(new() { Tick = new() }, [], @case.Records.Length, converger.TickDueMs, output);
            changelog.Save(converger);
        }

        var left = (converger.OpenCount, converger.GroupCount, converger.MergeCount, string.Join(' ', changelog.Keys));
        return left == (0, 0, 0, "partition") ? null : $"left: {left}";
    });

    /// <summary>A loss may also leave a state that makes no sense and fails.</summary>
    private static bool IsNoticed(DefenseCase @case, FieldDescriptor lost)
    {
        try
        {
            return Differ(@case, lost) is not null;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string? Differ(DefenseCase @case, FieldDescriptor? lost)
    {
        var random = new Random(@case.Records.Length);
        var (whole, restarted, changelog) = (new Converger(0, @case.MaxWaiting), new Converger(0, @case.MaxWaiting), new DefenseChangelog(lost));
        var savedUpTo = 0;
        var isSaved = false;
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var (expected, actual) = (Step(whole, @case, index), Step(restarted, @case, index));
            if (!Equal(expected, actual) || whole.TickDueMs != restarted.TickDueMs)
            {
                return $"At record #{index}\nexpected (the uninterrupted run):\n  {Tell(expected)}\nactual:\n  {Tell(actual)}";
            }

            if (random.Chance(0.3))
            {
                changelog.Save(restarted);
                (isSaved, savedUpTo) = (true, index + 1);
            }

            if (isSaved && random.Chance(0.3))
            {
                restarted = changelog.Load(@case.MaxWaiting);
                for (var again = savedUpTo; again <= index; again++)
                {
                    Step(restarted, @case, again);
                }
            }
        }

        var (wholeState, restartedState) = (new DefenseChangelog(), lost is null ? changelog : new DefenseChangelog());
        wholeState.Save(whole);
        restartedState.Save(restarted);
        return lost is null ? wholeState.Difference(restartedState) : null;
    }

    private static ConvergenceOutput Step(Converger converger, DefenseCase @case, int index)
    {
        var output = new ConvergenceOutput();
        converger.Process(@case.Records[index].Body, [(byte)index], index, @case.Records[index].TimestampMs, output);
        return output;
    }

    private static bool Equal(ConvergenceOutput left, ConvergenceOutput right) => Messages(left).SequenceEqual(Messages(right));

    private static string Tell(ConvergenceOutput output) => string.Join("\n  ", Messages(output));

    private static IEnumerable<IMessage> Messages(ConvergenceOutput output) => [.. output.Records, .. output.Commands, .. output.Groups, .. output.Stories];
}
