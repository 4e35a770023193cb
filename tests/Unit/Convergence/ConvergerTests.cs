using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Unit.Convergence;

/// <summary>The six actions on logs written by hand.</summary>
public class ConvergerTests
{
    [Fact]
    public void SkipAfterExceed_BothEndsOfTheWindow_BelongToIt()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed, count: 2));

        Assert.Equal(["a Running below-count"], log.Request(0, "a"));
        Assert.Equal(["b Running creates-group"], log.Request(60, "b"));
        Assert.Equal(["c Skipped exceeds"], log.Request(120, "c"));
        Assert.Equal(["d Running below-count"], log.Request(120.001, "d"));
    }

    [Fact]
    public void Record_OfAGroup_SaysWhichRuleAndCountDecided()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed, count: 1, minutes: 5));
        log.Request(0, "a");
        var group = Assert.Single(log.Output.Groups);

        log.Request(10, "b");

        var record = Assert.Single(log.Output.Records);
        Assert.Equal((group.Id, DefenseAction.SkipAfterExceed, 5u, 1u, 2u), (record.GroupId, record.Action, record.WindowMinutes, record.Limit, record.Count));
        Assert.Equal("It is number 2 of its group, of which 1 may run.", record.Sentence);
    }

    [Fact]
    public void SkipAfterSuccess_OneRunning_WaitsAndIsJudgedWhenThatEnds()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterSuccess, minutes: 10));
        log.Request(0, "a");

        Assert.Equal(["b Waiting waits"], log.Request(10, "b"));
        log.Request(11, "c");
        Assert.Equal(["a Failure creates-group", "b Running all-failed"], log.Outcome(20, "a", OutcomeResult.Failure));
        Assert.Equal(["b Success all-failed", "c Skipped succeeded"], log.Outcome(30, "b"));
        Assert.Equal(["d Skipped succeeded"], log.Request(40, "d"));
    }

    [Fact]
    public void WaitDuringExecution_Waiters_GoOneByOneAsEachEnds()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution));
        log.Request(0, "a");
        log.Request(1, "b");
        log.Request(2, "c");

        Assert.Equal(["a Success creates-group", "b Running none-running"], log.Outcome(100, "a"));
        Assert.Equal(["b Partial none-running", "c Running none-running"], log.Outcome(110, "b", OutcomeResult.Partial));
    }

    [Fact]
    public void WaitDuringExecution_TooOld_IsSkippedAtItsTimeOut()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution));
        log.Request(0, "a", request => request.TimeoutSeconds = 3_600);
        log.Request(10, "b");

        Assert.Equal(DefenseLog.Ms(60.001), log.Converger.TickDueMs);
        log.Tick(60.001);
        Assert.Equal(DefenseLog.Ms(610), log.Converger.TickDueMs);
        Assert.Empty(log.Tick(609.999));
        Assert.Equal(["b Skipped waited-too-long"], log.Tick(700));
        Assert.Equal(DefenseLog.Ms(610), log.Output.Records[0].EndedMs);
    }

    [Fact]
    public void WaitDuringExecution_EndAtTheVeryTimeOut_StillLetsTheWaiterGo()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution));
        log.Request(0, "a", request => request.TimeoutSeconds = 3_600);
        log.Request(10, "b");

        Assert.Equal(["a Success creates-group", "b Running none-running"], log.Outcome(610, "a"));
    }

    [Fact]
    public void Waiter_WhoseTurnComesInALongSilentLog_IsTooOldToBegin()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution));
        log.Request(0, "a");
        log.Request(10, "b");

        Assert.Equal(["a Failure creates-group", "b Skipped waited-too-long"], log.Tick(5_000));
        Assert.Equal("timed-out", log.Output.Records[0].Outcome);
        Assert.Equal("timed-out", Assert.Single(log.Output.Commands).Cancel.Reason);
    }

    [Fact]
    public void Approval_Agreed_RunsAndLeavesTheFreeQuotaAlone()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.DefenseApproval, minutes: 10));
        log.Request(0, "a");

        Assert.Equal(["b WaitingForApproval asks"], log.Request(1, "b", request => request.Approvers.Add("ann")));
        Assert.Equal(["ann"], log.Output.Commands[0].AskApproval.Approvers);
        Assert.Equal(["b Running approved"], log.Answer(20, "b", approved: true));
        Assert.Empty(log.Answer(21, "b", approved: false));
        Assert.Equal(["c WaitingForApproval asks"], log.Request(30, "c"));
        Assert.Equal(["c Skipped refused"], log.Answer(40, "c", approved: false));
        Assert.Equal("ann", log.Output.Records[0].AnsweredBy);
    }

    [Fact]
    public void Approval_NobodyAnswers_IsOverAfterThirtyMinutes()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.DefenseApproval));
        log.Request(0, "a", request => request.TimeoutSeconds = 10_000);
        log.Request(1, "b");

        Assert.Empty(log.Tick(1_800.999));
        Assert.Equal(["b Skipped unanswered"], log.Tick(1_801));
        Assert.Equal("unanswered", log.Output.Commands[0].Cancel.Reason);
    }

    [Fact]
    public void Approval_AnswerAtTheVeryEnd_Counts()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.DefenseApproval));
        log.Request(0, "a", request => request.TimeoutSeconds = 10_000);
        log.Request(1, "b");

        Assert.Equal(["b Running approved"], log.Answer(1_801, "b", approved: true));
    }

    [Fact]
    public void Summarise_LaterOnes_AreToldOnceAndAnEpisodeCountsOnce()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise, minutes: 2));
        log.Request(0, "a");
        log.Request(10, "b", request => request.Alarm.EpisodeId = "x");
        log.Request(20, "c", request => request.Alarm.EpisodeId = "x");

        Assert.Equal(["b Skipped summarised", "c Skipped summarised", "summary Running summary", "d Running creates-group"], log.Request(60, "d"));
        var summary = log.Output.Commands[0].SendSummary;
        Assert.Equal((1u, SummaryLevel.Group), (summary.AlarmCount, summary.Level));
        Assert.Equal("c", Assert.Single(summary.Alarms).Id);
    }

    [Fact]
    public void Summarise_ThreePoliciesForOneReceiver_AreMerged()
    {
        var log = new DefenseLog(null);
        void Of(double second, string name, string policy) => log.Request(second, name, request =>
        {
            request.Policy = policy;
            request.Defense = DefenseLog.Rule(DefenseAction.Summarise, 1, 2, "mail ops", $"policy={policy}");
        });
        Of(0, "a", "p1");
        Of(1, "b", "p1");
        Of(20, "c", "p2");
        Of(50, "d", "p3");
        Assert.Equal("merged", log.Output.Records[0].Reason);

        Assert.Empty(log.Tick(109));
        Assert.Equal(["b Skipped summarised", "d Skipped summarised", "summary Running summary"], log.Tick(110));
        Assert.Equal(SummaryLevel.Merged, log.Output.Commands[0].SendSummary.Level);
    }

    [Fact]
    public void ManualRun_OfAFullGroup_RunsAndIsNotCounted()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed));

        Assert.Equal(["m Running manual"], log.Manual(0, "m"));
        Assert.Equal(["a Running creates-group"], log.Request(1, "a"));
        Assert.Empty(log.Manual(2, "m"));
    }

    [Fact]
    public void Shielded_Request_IsNotCounted()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed));

        Assert.Equal(["a Shielded shielded"], log.Request(0, "a", request => request.ShieldedBy = "weekend"));
        Assert.Equal(["b Running creates-group"], log.Request(1, "b"));
    }

    [Fact]
    public void SkipDelay_AlarmThatBeganLongAgo_IsOnlyMentioned()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed));

        Assert.Empty(log.Request(100, "a", request => (request.SkipDelaySeconds, request.Alarm.StartTime) = (60, DefenseLog.Ms(39))));
        Assert.Equal("The alarm began 61 s ago, more than the 60 s of skip-delay.", Assert.Single(log.Output.Stories).Sentence);
    }

    [Fact]
    public void Acknowledged_Request_IsSkippedAndNotCounted()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.SkipAfterExceed));

        Assert.Equal(["a Skipped acknowledged"], log.Request(0, "a", request => request.AcknowledgedBy = "ann"));
        Assert.Equal(["b Running creates-group"], log.Request(1, "b"));
    }

    [Fact]
    public void Withdrawn_Waiter_IsSkippedAndDoesNotRun()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution));
        log.Request(0, "a");
        log.Request(1, "b");

        Assert.Equal(["b Skipped recovered"], log.Withdraw(2, "b"));
        Assert.Equal(["a Success creates-group"], log.Outcome(3, "a"));
    }

    [Fact]
    public void Withdrawn_RequestForApproval_IsCancelled()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.DefenseApproval));
        log.Request(0, "a");
        log.Request(1, "b");

        Assert.Equal(["b Skipped recovered"], log.Withdraw(2, "b"));
        Assert.Equal("recovered", log.Output.Commands[0].Cancel.Reason);
        Assert.Empty(log.Answer(3, "b", approved: true));
    }

    [Fact]
    public void Withdrawal_OfWhatRunsOrIsHeldForASummary_ChangesNothing()
    {
        var (running, held) = (new DefenseLog(null), new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise)));
        running.Request(0, "a");
        held.Request(0, "a");
        held.Request(1, "b");

        Assert.Empty(running.Withdraw(2, "a"));
        Assert.Empty(held.Withdraw(2, "b"));
        Assert.Equal(["b Skipped summarised", "summary Running summary"], held.Tick(60));
    }

    [Fact]
    public void Answer_ToAnotherAsking_IsVoid()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.DefenseApproval));
        log.Request(0, "a");
        log.Request(1, "b");

        Assert.Empty(log.Answer(2, "b", approved: true, askedMs: DefenseLog.Ms(0)));
        Assert.Equal(["b Running approved"], log.Answer(3, "b", approved: true, askedMs: DefenseLog.Ms(1)));
    }

    [Fact]
    public void Summarise_MoreThanAMessageHolds_IsCounted()
    {
        var (many, big) = (new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise)), new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise)));
        many.Request(0, "first");
        big.Request(0, "first");
        foreach (var number in Enumerable.Range(0, 210))
        {
            many.Request(1, $"a{number}");
        }

        foreach (var number in Enumerable.Range(0, 10))
        {
            big.Request(1, $"a{number}", request => request.Alarm.AlarmMessage_ = new string('x', 100_000));
        }

        many.Tick(60);
        big.Tick(60);

        Assert.Equal((210u, 200, 10u), Told(many));
        Assert.Equal((10u, 5, 5u), Told(big));

        static (uint Count, int Alarms, uint More) Told(DefenseLog log) =>
            (log.Output.Commands[0].SendSummary.AlarmCount, log.Output.Commands[0].SendSummary.Alarms.Count, log.Output.Commands[0].SendSummary.More);
    }

    [Fact]
    public void Record_OfARequest_SaysWhatTheRequestSays()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise));
        log.Request(0, "a", request => (request.Level, request.Type, request.Retries, request.Cause, request.Round) = (AlarmLevel.Warning, PackageType.Callback, 3, "repeat", 2));
        var (record, command) = (log.Output.Records[0], log.Output.Commands[0].RunPackage);

        Assert.Equal((AlarmLevel.Warning, PackageType.Callback, "repeat", 2u), (record.Level, record.Type, record.Cause, record.Round));
        Assert.Equal([7], record.Key.ToByteArray());
        Assert.Equal((AlarmLevel.Warning, PackageType.Callback, 3u, "repeat"), (command.Level, command.Type, command.Retries, command.Cause));
    }

    [Fact]
    public void Summary_OfSeveralLevels_HasTheWorst()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise));
        foreach (var level in new[] { AlarmLevel.Unspecified, AlarmLevel.Remind, AlarmLevel.Fatal, AlarmLevel.Warning })
        {
            log.Request(0, level.ToString(), request => request.Level = level);
        }

        log.Tick(60);

        Assert.Equal(AlarmLevel.Fatal, log.Output.Commands[0].SendSummary.AlarmLevel);
        Assert.Equal((AlarmLevel.Fatal, PackageType.Notification), (log.Output.Records[^1].Level, log.Output.Records[^1].Type));
    }

    [Fact]
    public void Request_Repeated_IsDropped()
    {
        var log = new DefenseLog(null);
        log.Request(0, "a", request => request.Origin.Offset = 5);

        Assert.Empty(log.Request(1, "b", request => request.Origin.Offset = 5));
        Assert.Equal(["c Running undefended"], log.Request(2, "c", request => request.Origin.Offset = 6));
    }

    [Fact]
    public void Waiters_BeyondTheLimit_AreSkipped()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.WaitDuringExecution), maxWaiting: 1);
        log.Request(0, "a");
        log.Request(1, "b");

        Assert.Equal(["c Skipped too-many-waiting"], log.Request(2, "c"));
    }

    [Fact]
    public void Held_BeyondTheLimit_AreCountedByTheSummary()
    {
        var log = new DefenseLog(DefenseLog.Rule(DefenseAction.Summarise, minutes: 2), maxWaiting: 1);
        log.Request(0, "a");
        log.Request(1, "b");
        Assert.Equal(["c Skipped summarised"], log.Request(2, "c"));
        var record = log.Output.Records[0];

        log.Tick(60);

        Assert.Equal((1u, 1u), (log.Output.Commands[0].SendSummary.AlarmCount, log.Output.Commands[0].SendSummary.More));
        Assert.Equal(log.Output.Commands[0].RecordId, record.SummaryId);
    }

    [Fact]
    public void Command_OfARun_BearsTheKeyOfItsRequest()
    {
        var log = new DefenseLog(null);

        log.Request(0, "a");

        var command = Assert.Single(log.Output.Commands);
        Assert.Equal((log.IdOf("a"), DefenseLog.Ms(600)), (command.RecordId, command.DeadlineMs));
        Assert.Equal([7], command.Key.ToByteArray());
    }

    [Fact]
    public void State_ThatIsNone_IsRefusedByName()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Converger.Load(0, [new("group/1"u8.ToArray(), [0x0A, 0x7F])]));

        Assert.StartsWith("the record 'group/1' can't be read: ", exception.Message, StringComparison.Ordinal);
    }
}
