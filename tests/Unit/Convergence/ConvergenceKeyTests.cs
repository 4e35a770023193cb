using System.Text;
using Tocsin.Engine.Convergence;
using Tocsin.Protos;
using Tocsin.V1;

namespace Tocsin.Unit.Convergence;

public class ConvergenceKeyTests
{
    [Fact]
    public void Group_DimensionsInAnotherOrder_IsTheSame() =>
        Assert.Equal(Key("host=a", "idc=b"), Key("idc=b", "host=a"));

    [Theory]
    [InlineData("host=a|b", "host=a")]
    [InlineData("host=a\\", "host=a")]
    [InlineData("host=a", "idc=a")]
    public void Group_OtherValueOrName_IsAnother(string left, string right) => Assert.NotEqual(Key(left), Key(right));

    [Fact]
    public void Group_PartsThatOnlyLookAlike_AreDifferent() => Assert.NotEqual(Key("host=a|idc|b"), Key("host=a", "idc=b"));

    /// <summary>Keys stand in records, commands and state, many times: a value that somebody made very long must not make these too large.</summary>
    [Fact]
    public void Group_OfVeryLongValues_HasAShortKeyOfItsOwn()
    {
        var (left, right) = (new string('a', 300_000), new string('a', 300_000) + "b");

        Assert.NotEqual(Key($"tag.x={left}"), Key($"tag.x={right}"));
        Assert.Equal(Key($"tag.x={left}"), Key($"tag.x={left}"));
        Assert.InRange(Key($"tag.x={left}", $"tag.y={right}").Length, 1, 1_000);
    }

    [Fact]
    public void Group_OtherBusinessActionWindowOrCount_IsAnother()
    {
        var requests = new[] { Request(), Request(), Request(), Request(), Request() };
        requests[1].Business = "bank";
        requests[2].Defense.Action = DefenseAction.SkipAfterSuccess;
        requests[3].Defense.WindowMinutes = 9;
        requests[4].Defense.Count = 9;

        Assert.Equal(5, requests.Select(ConvergenceKey.OfGroup).Distinct().Count());
    }

    [Fact]
    public void Group_DefaultsWrittenOut_IsTheSame()
    {
        var (left, right) = (Request(), Request());
        (right.Defense.WindowMinutes, right.Defense.Count) = (1, 1);

        Assert.Equal(ConvergenceKey.OfGroup(left), ConvergenceKey.OfGroup(right));
    }

    /// <summary>All that decides about a request has to stand in one partition: its group, and what its summary is merged with.</summary>
    [Fact]
    public void Partition_OfSummariesThatAreMerged_IsThatOfTheReceiver()
    {
        var (left, right) = (Summary("policy=p1"), Summary("policy=p2"));

        Assert.NotEqual(ConvergenceKey.OfGroup(left), ConvergenceKey.OfGroup(right));
        Assert.Equal(ConvergenceKey.OfPartition(left), ConvergenceKey.OfPartition(right));
        Assert.Equal(ConvergenceKey.OfMerge(left), ConvergenceKey.OfPartition(right));
    }

    [Fact]
    public void Partition_OfAnythingElseThatIsDefended_IsThatOfTheGroup() =>
        Assert.Equal(ConvergenceKey.OfGroup(Request("host=a")), ConvergenceKey.OfPartition(Request("host=a")));

    /// <summary>Whoever is told of an entity hears of it in the order of its alarms.</summary>
    [Fact]
    public void Partition_OfAnUndefendedRequest_IsThatOfTheEntity()
    {
        var (left, right) = (Undefended("a", "checkout"), Undefended("b", "checkout"));

        Assert.Equal("checkout|pod-1", ConvergenceKey.OfPartition(left));
        Assert.Equal(EntityKey.Of("checkout", "pod-1"), Encoding.UTF8.GetBytes(ConvergenceKey.OfPartition(right)));
    }

    /// <summary>A record without any key may stand in any partition, and its outcome in another.</summary>
    [Fact]
    public void Partition_OfAnUndefendedRequestAboutNothing_IsItsOwn()
    {
        var request = new Request { Package = "p", Alarm = new AlarmMessage { Id = "a" } };

        Assert.Equal(RecordId.Of(request), ConvergenceKey.OfPartition(request));
    }

    [Fact]
    public void Record_OfARepeatOrAStep_IsNotThatOfTheAlarm()
    {
        var requests = new[] { Undefended("a", ""), Undefended("a", ""), Undefended("a", ""), Undefended("a", "") };
        (requests[1].Cause, requests[1].Round) = ("repeat", 1);
        (requests[2].Cause, requests[2].Round) = ("repeat", 2);
        requests[3].Cause = "boss";

        Assert.Equal(4, requests.Select(RecordId.Of).Distinct().Count());
    }

    private static Request Undefended(string alarm, string id0) => new() { Package = "p", Alarm = new AlarmMessage { Id = alarm, Id0 = id0, Id1 = "pod-1" } };

    private static string Key(params ReadOnlySpan<string> dimensions) => ConvergenceKey.OfGroup(Request(dimensions));

    private static Request Request(params ReadOnlySpan<string> dimensions) =>
        new() { Business = "shop", Defense = DefenseLog.Rule(DefenseAction.SkipAfterExceed, 0, 0, "", dimensions) };

    private static Request Summary(string dimension) => new() { Business = "shop", Defense = DefenseLog.Rule(DefenseAction.Summarise, 1, 2, "mail ops", dimension) };
}
