using Tocsin.Cli.Alarms;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Cli;

public sealed class ActiveAlarmsTests
{
    private static readonly AlarmMessage[] _alarms =
    [
        Alarm("aaaa-1", "aaaa-1", AlarmState.Firing),
        Alarm("aaaa-1", "xxxx-2", AlarmState.NoData),
        Alarm("bbbb-1", "bbbb-1", AlarmState.Firing),
        Alarm("bbbb-1", "yyyy-2", AlarmState.Closed),
        Alarm("aabb-1", "aabb-1", AlarmState.Firing),
        Alarm("", "cccc-1", AlarmState.Firing),
    ];

    [Fact]
    public void Episodes_WhoseNewestRecordFiresOrHasNoData_AreActive() =>
        Assert.Equal(["aaaa-1", "aabb-1"], ActiveAlarms.Of(_alarms).All.Select(alarm => alarm.EpisodeId).Order());

    [Theory]
    [InlineData("aaaa", "xxxx-2")]
    [InlineData("xxxx-2", "xxxx-2")]
    [InlineData("aabb-1", "aabb-1")]
    public void Id_OfAnAlarmOrEpisode_FindsTheNewestRecord(string id, string expected) => Assert.Equal(expected, ActiveAlarms.Of(_alarms, id).Find(id).Id);

    [Theory]
    [InlineData("bbbb-1", "episode bbbb-1 is over")]
    [InlineData("yyyy", "episode bbbb-1 is over")]
    [InlineData("cccc-1", "no alarm and no episode cccc-1")]
    [InlineData("aa", "no alarm and no episode aa")]
    public void Id_OfNothingActive_SaysWhy(string id, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<StageFailureException>(() => ActiveAlarms.Of(_alarms, id).Find(id)).Message, StringComparison.Ordinal);

    private static AlarmMessage Alarm(string episode, string id, AlarmState state) => new() { Id = id, EpisodeId = episode, State = state, RuleName = "r", Name = "e" };
}
