using Tocsin.V1;
using static Tocsin.Unit.Episodes.EpisodeLog;

namespace Tocsin.Unit.Episodes;

/// <summary>What is asked for because of a signal, as hours, shields and acknowledgements allow.</summary>
public class EpisodeTests
{
    private const uint NightHours = 22 * 60;
    private const uint MorningHours = 6 * 60;

    [Fact]
    public void Firing_OfAPolicy_AsksForItsCallsOnce()
    {
        var log = new EpisodeLog();
        var match = new PolicyMatch { Policy = "slow", Business = "shop", Level = AlarmLevel.Fatal, Calls = { Notify("ops"), Notify("ops"), Run("restart") } };

        Assert.Equal(["ask notify ops", "ask restart"], log.Firing(0, match));

        var (key, record) = log.Output.Actions[0];
        Assert.Equal(("checkout", "shop", AlarmLevel.Fatal, PackageType.Notification), (key, record.Request.Business, record.Request.Level, record.Request.Type));
        Assert.Equal([(0L, 0u), (0L, 1u)], log.Output.Actions.Select(action => (action.Record.Request.Origin.Offset, action.Record.Request.Origin.Index)));
    }

    [Fact]
    public void Signal_Repeated_IsDropped()
    {
        var log = new EpisodeLog();
        log.Signal(0, AlarmState.Firing, [Match()], signal => signal.Origin.Offset = 5);

        Assert.Empty(log.Signal(1, AlarmState.Firing, [Match()], signal => signal.Origin.Offset = 5));
    }

    [Fact]
    public void Signal_WithoutEpisode_IsToldAndNotRemembered()
    {
        var log = new EpisodeLog();

        Assert.Equal(["ask notify ops"], log.Signal(0, AlarmState.Unspecified, [Match()], signal => signal.Alarm.EpisodeId = ""));
        Assert.Equal(["ask notify ops"], log.Signal(1, AlarmState.Recovered, [Match()], signal => signal.Alarm.EpisodeId = ""));
        Assert.Equal(0, log.Partition.Counts.Episodes);
    }

    [Fact]
    public void Firing_OutsideHours_IsALineInTheStory()
    {
        var log = new EpisodeLog();

        Assert.Equal(["story slow outside-hours"], log.Firing(0, AtNight(Match())));
        Assert.Equal(["ask notify ops"], log.Firing(11 * 60, AtNight(Match())));
    }

    [Fact]
    public void Recovery_OfWhatWasTold_GoesThroughHoursAndShields()
    {
        var log = new EpisodeLog();
        log.Firing(11 * 60, AtNight(Match()));
        log.Shield(12 * 60, "weekend", 100_000);

        Assert.Equal(["ask notify ops"], log.Recovered(20 * 60, AtNight(Match())));
    }

    [Fact]
    public void Recovery_OfWhatNobodyKnows_IsTold()
    {
        var log = new EpisodeLog();
        log.Shield(0, "weekend", 100);

        Assert.Equal(["ask notify ops"], log.Recovered(1, AtNight(Match())));
    }

    [Fact]
    public void Recovery_OfWhatWasShielded_IsShieldedOrNeverTold()
    {
        var (during, after) = (new EpisodeLog(), new EpisodeLog());
        during.Shield(0, "weekend", 10);
        after.Shield(0, "weekend", 10);
        Assert.Equal(["ask notify ops shielded by weekend"], during.Firing(1, Match()));
        after.Firing(1, Match());

        Assert.Equal(["ask notify ops shielded by weekend"], during.Recovered(9, Match()));
        Assert.Equal(["story slow never-told"], after.Recovered(10, Match()));
    }

    [Fact]
    public void Recovery_OfWhatWasToldOnlyAtItsSecondRecord_IsTold()
    {
        var log = new EpisodeLog();
        log.Shield(0, "weekend", 10);
        log.Firing(1, Match());
        log.Firing(11, Match());
        log.Shield(12, "weekend", 30);

        Assert.Equal(["ask notify ops"], log.Recovered(13, Match()));
    }

    [Fact]
    public void Recovery_ThatFellOutsideHoursAndWasNeverTold_IsALineInTheStory()
    {
        var log = new EpisodeLog();
        log.Firing(0, AtNight(Match()));

        Assert.Equal(["story slow outside-hours"], log.Recovered(1, AtNight(Match())));
        Assert.Equal(["story slow outside-hours"], log.Recovered(2, AtNight(Match())));
    }

    [Fact]
    public void Recovery_OfAPolicyThatOnlyTellsRecoveries_IsToldAsHoursAndShieldsAllow()
    {
        var (log, shielded) = (new EpisodeLog(), new EpisodeLog());
        log.Firing(0);
        shielded.Firing(0);
        shielded.Shield(0, "weekend", 10);

        Assert.Equal(["ask notify ops"], log.Recovered(1, Match()));
        Assert.Equal(["ask notify ops shielded by weekend"], shielded.Recovered(1, Match()));
    }

    /// <summary>It matches both, and has nothing to tell of the firing.</summary>
    [Fact]
    public void Recovery_OfAPolicyWithNoticesOfRecoveriesAlone_IsToldAsHoursAndShieldsAllow()
    {
        var (log, shielded) = (new EpisodeLog(), new EpisodeLog());
        shielded.Shield(0, "weekend", 10);
        Assert.Empty(log.Firing(1, new PolicyMatch { Policy = "slow" }));
        Assert.Empty(shielded.Firing(1, new PolicyMatch { Policy = "slow" }));

        Assert.Equal(["ask notify ops"], log.Recovered(2, Match()));
        Assert.Equal(["ask notify ops shielded by weekend"], shielded.Recovered(2, Match()));
    }

    [Fact]
    public void Recovery_OfAPolicyThatOnlyTellsFirings_EndsTheEpisode()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10));

        Assert.Empty(log.Recovered(1));
        Assert.Empty(log.Tick(60));
    }

    [Fact]
    public void Closed_Signal_IsAnEnd()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10));

        Assert.Equal(["ask notify ops"], log.Signal(1, AlarmState.Closed, [Match()]));
        Assert.Empty(log.Tick(60));
    }

    [Fact]
    public void Firing_OfAnEpisodeThatWasOver_BeginsAnew()
    {
        var log = new EpisodeLog();
        log.Firing(0, Match());
        log.Recovered(1, Match());
        log.Shield(2, "weekend", 10);

        Assert.Equal(["ask notify ops shielded by weekend"], log.Firing(3, Match()));
        Assert.Equal(["story slow never-told"], log.Recovered(11, Match()));
    }

    [Fact]
    public void Acknowledged_Episode_IsToldAsSuchUntilItIsOver()
    {
        var log = new EpisodeLog();
        log.Firing(0, Repeating(10));

        Assert.Equal(["story  acknowledged"], log.Acknowledge(5, "on it"));
        Assert.Equal("ann takes care of it: on it", log.Output.Stories[0].Sentence);
        Assert.Empty(log.Acknowledge(6));
        Assert.Empty(log.Tick(30));
        Assert.Equal(["ask notify ops acknowledged by ann"], log.Firing(31, Repeating(10)));
        Assert.Empty(log.Tick(60));
        Assert.Equal(["ask notify ops"], log.Recovered(61, Match()));
        Assert.Equal(["ask notify ops"], log.Firing(62, Match()));
    }

    [Fact]
    public void Acknowledgement_OfAnEpisodeThatIsOver_IsNothing()
    {
        var log = new EpisodeLog();
        log.Firing(0, Match());
        log.Recovered(1, Match());

        Assert.Empty(log.Acknowledge(2));
        Assert.Equal(["ask notify ops"], log.Firing(3, Match()));
    }

    [Fact]
    public void Acknowledgement_BeforeTheEpisode_IsRememberedForADay()
    {
        var (early, late) = (new EpisodeLog(), new EpisodeLog());
        early.Acknowledge(0);
        late.Acknowledge(0);

        Assert.Equal(["ask notify ops acknowledged by ann"], early.Firing((24 * 60) - 1, Match()));
        Assert.Equal(["ask notify ops"], late.Firing(24 * 60, Match()));
        Assert.Equal(["story slow never-told"], early.Recovered(24 * 60, Match()));
    }

    [Theory]
    [InlineData(DefenseAction.WaitDuringExecution, true)]
    [InlineData(DefenseAction.DefenseApproval, true)]
    [InlineData(DefenseAction.SkipAfterSuccess, true)]
    [InlineData(DefenseAction.SkipDuringExecution, false)]
    [InlineData(DefenseAction.SkipAfterExceed, false)]
    [InlineData(DefenseAction.Summarise, false)]
    [InlineData(DefenseAction.Unspecified, false)]
    public void End_OfWhatMayStillWait_TakesItBack(DefenseAction action, bool isWithdrawn)
    {
        var (acknowledged, recovered) = (new EpisodeLog(), new EpisodeLog());
        var match = new PolicyMatch { Policy = "slow", Calls = { Run("restart", action) } };
        acknowledged.Firing(0, match);
        recovered.Firing(0, match);

        Assert.Equal(isWithdrawn ? ["withdraw restart acknowledged", "story  acknowledged"] : ["story  acknowledged"], acknowledged.Acknowledge(1));
        Assert.Equal(isWithdrawn ? ["withdraw restart recovered"] : [], recovered.Recovered(1));
        Assert.Empty(acknowledged.Recovered(2));
    }

    [Fact]
    public void Withdrawal_OfWhatCantWaitAnyLonger_IsNotWritten()
    {
        var log = new EpisodeLog();
        log.Firing(0, new PolicyMatch { Policy = "slow", Calls = { Run("restart", DefenseAction.WaitDuringExecution) } });

        Assert.Empty(log.Recovered(71));
    }

    [Fact]
    public void Withdrawal_OfWhatPassedTheStormGuard_PassesItToo()
    {
        var log = new EpisodeLog();
        var match = new PolicyMatch { Policy = "slow", Storm = new StormLimits { Limit = 5 }, Calls = { Run("restart", DefenseAction.WaitDuringExecution) } };

        Assert.Equal(["guarded ask restart"], log.Firing(0, match));
        Assert.Equal(["guarded withdraw restart recovered"], log.Recovered(1));
        Assert.Equal("storm|slow", log.Output.Actions[0].Key);
    }

    [Fact]
    public void Shielded_OrRefusedRequests_DoNotPassTheStormGuard()
    {
        var log = new EpisodeLog();
        var match = Match();
        match.Storm = new StormLimits { Limit = 5 };
        match.Calls.Add(new Call { Package = "restart", RefusedBecause = "package-disabled" });
        log.Shield(0, "weekend", 10);

        Assert.Equal(["ask notify ops shielded by weekend", "ask restart shielded by weekend"], log.Firing(1, match));
        Assert.Equal(["guarded ask notify ops", "ask restart"], log.Firing(11, match));
    }

    [Fact]
    public void Episode_Untouched_IsForgottenAfterSevenDaysAndWhatIsOverAfterOne()
    {
        var log = new EpisodeLog();
        log.Firing(0, Match());
        Assert.Equal(Ms(7 * 24 * 60), log.Partition.TickDueMs);
        log.Recovered(1, Match());
        Assert.Equal(Ms((24 * 60) + 1), log.Partition.TickDueMs);

        log.Tick((24 * 60) + 1);

        Assert.Equal((0, long.MaxValue), (log.Partition.Counts.Episodes, log.Partition.TickDueMs));
    }

    private static PolicyMatch Repeating(uint minutes)
    {
        var match = Match();
        match.RepeatMinutes = minutes;
        return match;
    }

    private static PolicyMatch AtNight(PolicyMatch match)
    {
        match.Hours.Add(new WeeklyTime { FromMinute = NightHours, ToMinute = MorningHours });
        return match;
    }
}
