using Tocsin.V1;
using static Tocsin.Unit.Episodes.EpisodeLog;

namespace Tocsin.Unit.Episodes;

/// <summary>Repeats and steps of escalation.</summary>
public class ReminderTests
{
    [Fact]
    public void Repeat_WhileItFires_TellsAgainAndRunsNothing()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10, Notify("ops"), Run("restart")));

        Assert.Equal(Ms(10), log.Partition.TickDueMs);
        Assert.Empty(log.Tick(9.99));
        Assert.Equal(["ask notify ops repeat 1"], log.Tick(10));
        Assert.Equal("a0", log.Output.Actions[0].Record.Request.Alarm.Id);
        Assert.Equal(["ask notify ops repeat 2"], log.Tick(20));
        Assert.Empty(log.Recovered(21));
        Assert.Empty(log.Tick(60));
    }

    [Fact]
    public void Repeat_AfterANewRecord_BeginsItsIntervalAnew()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10, Notify("ops")));

        Assert.Equal(["ask notify ops"], log.Firing(10, Repeating(10, Notify("ops"))));
        Assert.Empty(log.Tick(19.99));
        Assert.Equal(["ask notify ops repeat 1"], log.Tick(20));
        Assert.Equal("a1", log.Output.Actions[0].Record.Request.Alarm.Id);
    }

    [Fact]
    public void Repeat_AfterALongSilentLog_IsMadeUpForOnce()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10, Notify("ops")));

        Assert.Equal(["ask notify ops repeat 1"], log.Tick(55));
        Assert.Equal(Ms(65), log.Partition.TickDueMs);
    }

    [Fact]
    public void Record_ThatMakesWhatIsDueNeedless_ComesFirst()
    {
        var (recovered, acknowledged) = (new EpisodeLog(), new EpisodeLog());
        recovered.Firing(0, Repeating(10, Notify("ops")));
        acknowledged.Firing(0, Repeating(10, Notify("ops")));

        Assert.Empty(recovered.Recovered(11));
        Assert.Equal(["story  acknowledged"], acknowledged.Acknowledge(11));
    }

    [Fact]
    public void Repeat_DueWhileShielded_FollowsTheEndOfTheShield()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(60, Notify("ops")));
        log.Shield(50, "weekend", 67);

        Assert.Empty(log.Tick(60));
        Assert.Equal(Ms(67), log.Partition.TickDueMs);
        Assert.Equal(["ask notify ops repeat 1"], log.Tick(67));
    }

    [Fact]
    public void Repeat_DueUnderAShieldWithoutEnd_IsLookedAtNowAndThen()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(60, Notify("ops")));
        log.Shield(50, "weekend", 0, shield => shield.UntilMs = 0);
        log.Tick(60);

        Assert.Equal(Ms(75), log.Partition.TickDueMs);
        log.Shield(70, "weekend", 70, shield => shield.IsExpired = true);
        Assert.Equal(["ask notify ops repeat 1"], log.Tick(75));
        Assert.Equal(0, log.Partition.Counts.Shields);
    }

    [Fact]
    public void Alarm_ThatOutlastsTheShield_IsToldByItsRepeat()
    {
        var log = new EpisodeLog();
        log.Shield(0, "weekend", 5);
        log.Firing(1, Repeating(10, Notify("ops")));

        Assert.Equal(["ask notify ops repeat 1"], log.Tick(11));
        log.Shield(12, "weekend", 100);
        Assert.Equal(["ask notify ops"], log.Recovered(13, Match()));
    }

    [Fact]
    public void Steps_WhileNobodyTakesCare_AreAskedForOnceEach()
    {
        var log = new EpisodeLog();
        log.Firing(0, Escalating(30, Step("lead", 10, "lead"), Step("boss", 20, "boss")));

        Assert.Equal(["ask notify lead lead"], log.Tick(10));
        Assert.Equal(["ask notify boss boss"], log.Tick(20));
        Assert.Equal(["ask notify ops repeat 1", "ask notify lead repeat 1", "ask notify boss repeat 1"], log.Tick(30));
        Assert.Equal(["ask notify ops", "ask notify lead", "ask notify boss"], log.Recovered(31, Escalating(0, Step("lead", 10, "lead"), Step("boss", 20, "boss"))));
    }

    [Fact]
    public void Recovery_OfWhatWasEscalated_GoesToStepsThatWereDone()
    {
        var log = new EpisodeLog();
        log.Firing(0, Escalating(0, Step("lead", 10, "lead"), Step("boss", 20, "boss")));
        log.Tick(10);

        Assert.Equal(["ask notify ops", "ask notify lead"], log.Recovered(15, Escalating(0, Step("lead", 10, "lead"), Step("boss", 20, "boss"))));
    }

    [Fact]
    public void Steps_OfAPolicyThatTellsNothingElse_CountFromTheFirstRecord()
    {
        var log = new EpisodeLog();
        var match = new PolicyMatch { Policy = "slow", Steps = { Step("lead", 10, "lead") } };
        Assert.Empty(log.Firing(0, match));

        Assert.Equal(["ask notify lead lead"], log.Tick(10));
        log.Shield(11, "weekend", 100);
        Assert.Equal(["ask notify lead"], log.Recovered(12, match));
    }

    [Fact]
    public void Steps_OfAnAcknowledgedAlarm_AreNotAskedFor()
    {
        var log = new EpisodeLog();
        log.Firing(0, Escalating(0, Step("lead", 10, "lead")));
        log.Acknowledge(5);

        Assert.Empty(log.Tick(60));
    }

    [Fact]
    public void Steps_OfWhatNobodyWasTold_BeginWithTheFirstTelling()
    {
        var log = new EpisodeLog();
        log.Shield(0, "weekend", 30);
        log.Firing(1, Escalating(0, Step("lead", 10, "lead")));
        Assert.Empty(log.Tick(20));

        Assert.Equal(["ask notify ops"], log.Firing(31, Escalating(0, Step("lead", 10, "lead"))));
        Assert.Equal(["ask notify lead lead"], log.Tick(41));
    }

    [Fact]
    public void Step_DueWhileShielded_FollowsTheEndOfTheShield()
    {
        var log = new EpisodeLog();
        log.Firing(0, Escalating(0, Step("lead", 10, "lead")));
        log.Shield(5, "weekend", 22);

        Assert.Empty(log.Tick(10));
        Assert.Equal(["ask notify lead lead"], log.Tick(22));
    }

    [Fact]
    public void Steps_ThatWereEditedMeanwhile_CountByTheirNames()
    {
        var log = new EpisodeLog();
        log.Firing(0, Escalating(0, Step("lead", 10, "lead"), Step("boss", 60, "boss")));
        log.Tick(10);

        Assert.Equal(["ask notify ops", "ask notify chief chief"], log.Firing(30, Escalating(0, Step("lead", 10, "lead"), Step("chief", 20, "chief"))));
        Assert.Empty(log.Tick(600));
    }

    [Fact]
    public void Policy_ThatNoLongerMatches_TellsNothingMoreByItself()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10, Notify("ops")));
        log.Firing(5, Match("other"));

        Assert.Empty(log.Tick(60));
        Assert.Equal(["ask notify ops"], log.Recovered(61, Match()));
    }

    [Fact]
    public void NoData_OfAnEpisodeThatFires_IsToldAndChangesNothingElse()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10, Notify("ops")));

        Assert.Equal(["ask gone ops"], log.Signal(5, AlarmState.NoData, [Match(package: "gone")]));
        Assert.Equal(["ask notify ops repeat 1"], log.Tick(10));
    }

    [Fact]
    public void NoData_OfAnEpisodeThatDoesNotFire_IsRepeatedLikeAFiring()
    {
        var log = new EpisodeLog();

        log.Signal(0, AlarmState.NoData, [Repeating(10, Notify("ops", "gone"))]);

        Assert.Equal(["ask gone ops repeat 1"], log.Tick(10));
    }

    [Fact]
    public void SkipDelay_OfARepeatOrAStep_IsNone()
    {
        var log = new EpisodeLog();
        var call = Notify("ops");
        call.SkipDelaySeconds = 60;
        log.Firing(0, Repeating(10, call));
        Assert.Equal(60u, log.Output.Actions[0].Record.Request.SkipDelaySeconds);

        log.Tick(10);

        Assert.Equal(0u, log.Output.Actions[0].Record.Request.SkipDelaySeconds);
    }

    private static PolicyMatch Repeating(uint minutes, params Call[] calls) => new() { Policy = "slow", RepeatMinutes = minutes, Calls = { calls } };

    private static PolicyMatch Escalating(uint repeatMinutes, params EscalationStep[] steps) =>
        new() { Policy = "slow", RepeatMinutes = repeatMinutes, Calls = { Notify("ops") }, Steps = { steps } };
}
