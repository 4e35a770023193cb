using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tocsin.Engine.Convergence;
using Tocsin.TopologyTests.Cases;
using Tocsin.TopologyTests.Converging;

namespace Tocsin.TopologyTests.Following;

/// <summary>A partition that was loaded goes on as the one that was saved: the same outputs to the byte, and in the end the same state.</summary>
public sealed class FollowingRestartTests
{
    private const int CasesWithLoss = 6_000;

    public static TheoryData<string> EveryField => [.. DefenseChangelog.FollowingFields.Select(each => each.FullName)];

    [Fact]
    public void RandomSignals_SavedAndLoadedAnywhere_GoOnTheSame() => DefenseSearch.AssertNone(CaseSettings.Count, RandomFollowing.Of, @case => Differ(@case, null));

    [Theory]
    [MemberData(nameof(EveryField))]
    public void RandomSignals_FieldNotSaved_IsNoticed(string name)
    {
        var lost = DefenseChangelog.FollowingFields.Single(each => each.FullName == name);

        var noticed = Enumerable.Range(1, CasesWithLoss).Any(seed => IsNoticed(RandomFollowing.Of(seed), lost));

        Assert.True(noticed, $"the loss of {name} was not noticed in {CasesWithLoss} cases");
    }

    [Fact]
    public void RandomSignals_AfterEverythingHasEnded_LeaveNothingButShieldsWithoutEnd() => DefenseSearch.AssertNone(Math.Max(1, CaseSettings.Count / 10), RandomFollowing.Of, @case =>
    {
        var (partition, changelog) = (ActionPartition.Load(RandomFollowing.Topic, 0, []), new DefenseChangelog());
        for (var index = 0; index < @case.Records.Length; index++)
        {
            Step(partition, @case, index);
            changelog.Save(partition);
        }

        while (partition.TickDueMs < long.MaxValue)
        {
            partition.Process(new() { Tick = new() }, [], @case.Records.Length, partition.TickDueMs, new ConvergenceOutput());
            changelog.Save(partition);
        }

        var left = changelog.Keys.Where(key => !key.StartsWith("shield/", StringComparison.Ordinal)).ToList();
        var counts = partition.Counts;
        return left.SequenceEqual(["episodes", "partition", "storms"]) && (counts.Episodes, counts.Circuits, counts.Blocked, counts.Open, counts.Groups) == (0, 0, 0, 0, 0)
            ? null
            : $"left: {string.Join(' ', left)} {counts}";
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
        var (whole, restarted, changelog) = (ActionPartition.Load(RandomFollowing.Topic, 0, []), ActionPartition.Load(RandomFollowing.Topic, 0, []), new DefenseChangelog(lost));
        var savedUpTo = 0;
        var isSaved = false;
        for (var index = 0; index < @case.Records.Length; index++)
        {
            var (expected, actual) = (Step(whole, @case, index), Step(restarted, @case, index));
            if (!expected.SequenceEqual(actual) || whole.TickDueMs != restarted.TickDueMs)
            {
                return $"At record #{index}\nexpected (the uninterrupted run):\n  {string.Join("\n  ", expected)}\nactual:\n  {string.Join("\n  ", actual)}";
            }

            if (random.Chance(0.3))
            {
                changelog.Save(restarted);
                (isSaved, savedUpTo) = (true, index + 1);
            }

            if (isSaved && random.Chance(0.3))
            {
                restarted = changelog.LoadPartition(RandomFollowing.Topic);
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

    private static List<IMessage> Step(ActionPartition partition, DefenseCase @case, int index)
    {
        var output = new ConvergenceOutput();
        partition.Process(@case.Records[index].Body.Clone(), [(byte)index], index, @case.Records[index].TimestampMs, output);
        return [.. output.Records, .. output.Commands, .. output.Groups, .. output.Stories, .. output.Actions.Select(action => action.Record)];
    }
}
