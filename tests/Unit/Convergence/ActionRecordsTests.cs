using Google.Protobuf;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.Unit.Convergence;

public class ActionRecordsTests
{
    public static TheoryData<ActionRecord, string> Bad => new()
    {
        { new(), "an ActionRecord of no kind that is known here" },
        { new() { Request = new() { Package = "p" } }, "a request without alarm" },
        { new() { Request = new() { Alarm = new() { Id = "a" } } }, "a request without package" },
        { new() { Request = Request(new() { Action = (DefenseAction)99 }) }, "a defense action 99 that isn't known here" },
        { new() { Request = Request(new() { WindowMinutes = 10_081 }) }, "a defense window of 10081 minutes, at most 10080" },
        { new() { Request = Request(new() { Count = 10_001 }) }, "a defense count of 10001, at most 10000" },
        { new() { Request = Request(new() { Dimensions = { new Dimension() } }) }, "a dimension without name" },
        { new() { Outcome = new() { Result = OutcomeResult.Success } }, "an outcome that names no record" },
        { new() { Outcome = new() { RecordId = "r" } }, "an outcome without result" },
        { new() { ApprovalAnswer = new() { Approved = true } }, "an answer that names no record" },
        { new() { ManualRun = new() { Package = "p" } }, "a manual run without id" },
        { new() { ManualRun = new() { Id = "m" } }, "a manual run without package" },
        { new() { Signal = new() { Origin = new() } }, "a signal without alarm" },
        { Signal(new PolicyMatch()), "a match without policy" },
        { Signal(new() { Policy = "p" }, new() { Policy = "p" }), "a signal with two matches of policy 'p'" },
        { Signal([.. Enumerable.Range(0, 1_001).Select(number => new PolicyMatch { Policy = $"p{number}" })]), "a signal with 1001 matches, at most 1000" },
        { Signal(new PolicyMatch { Policy = "p", Calls = { Enumerable.Repeat(new Call { Package = "a" }, 5_001) } }), "a signal with 5001 calls, at most 5000" },
        { Signal(new PolicyMatch { Policy = "p", Calls = { new Call() } }), "a call without package" },
        { Signal(new PolicyMatch { Policy = "p", Calls = { new Call { Package = "a", Defense = new() { Count = 10_001 } } } }), "a defense count of 10001, at most 10000" },
        { Signal(new PolicyMatch { Policy = "p", RepeatMinutes = 10_081 }), "repeats every 10081 minutes, at most 10080" },
        { Signal(new PolicyMatch { Policy = "p", Hours = { new WeeklyTime { Days = 128 } } }), "a time of the week with the days 128, at most 127" },
        { Signal(new PolicyMatch { Policy = "p", Hours = { new WeeklyTime { ToMinute = 1_441 } } }), "a time of the week with the minute 1441, at most 1440" },
        { Signal(new PolicyMatch { Policy = "p", Steps = { new EscalationStep() } }), "a step without name" },
        { Signal(new PolicyMatch { Policy = "p", Steps = { new EscalationStep { Name = "s" }, new EscalationStep { Name = "s" } } }), "two steps 's'" },
        { Signal(new PolicyMatch { Policy = "p", Steps = { new EscalationStep { Name = "s", AfterMinutes = 2 }, new EscalationStep { Name = "t", AfterMinutes = 1 } } }), "the step 't' is due before the one before it" },
        { Signal(new PolicyMatch { Policy = "p", Storm = new() { SourceLimit = 10_001 } }), "a storm limit of 10001, at most 10000" },
        { Signal(new PolicyMatch { Policy = "p", Storm = new() { WithinSeconds = 3_601 } }), "a storm limit within 3601 s, at most 3600 s" },
        { new() { Acknowledgement = new() { By = "ann" } }, "an acknowledgement that names no episode" },
        { new() { Acknowledgement = new() { EpisodeId = "e" } }, "an acknowledgement by nobody" },
        { new() { Guarded = new() { Limits = new() } }, "something guarded that is neither a request nor a withdrawal" },
        { new() { Guarded = new() { Request = Request(new()) } }, "a guarded request without limits" },
        { new() { Guarded = new() { Withdrawal = new() { RecordId = "r", Reason = "recovered" } } }, "a guarded withdrawal without key" },
        { new() { Withdrawal = new() { Reason = "recovered" } }, "a withdrawal that names no record" },
        { new() { Withdrawal = new() { RecordId = "r" } }, "a withdrawal without reason" },
        { new() { Shield = new() { Match = new() } }, "a shield without id" },
        { new() { Shield = new() { Id = "s", Match = new() { Tags = { new NamedValues() } } } }, "a shield with a tag or attribute without name" },
        { new() { Shield = new() { Id = "s", Match = new() { Rules = { Enumerable.Repeat("r", 501) } } } }, "a shield with 501 names and patterns, at most 500" },
        { new() { Shield = new() { Id = "s", Match = new() { Rules = { new string('r', 1_001) } } } }, "a shield with a pattern of 1001 characters, at most 1000" },
        { new() { ManualRun = new() { Id = "m", Package = "p", TimeoutSeconds = 90_000 } }, "a manual run with a time-out of 90000 s, at most 86400 s" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_RecordThatSaysTooLittle_NamesWhatIsWrong(ActionRecord record, string expected) => Assert.Equal((null, expected), ActionRecords.Read(record.ToByteArray()));

    [Fact]
    public void Read_NoValueOrGarbage_NamesWhatIsWrong()
    {
        Assert.Equal("the record has no value, expected an ActionRecord", ActionRecords.Read(null).Problem);
        Assert.StartsWith("not an ActionRecord: ", ActionRecords.Read([0x0A, 0x7F]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WholeRecord_IsTaken()
    {
        var record = new ActionRecord { Request = Request(new() { Action = DefenseAction.Summarise }) };

        Assert.Equal((record, ""), ActionRecords.Read(record.ToByteArray()));
    }

    private static ActionRecord Signal(params PolicyMatch[] matches) => new() { Signal = new() { Alarm = new() { Id = "a" }, Matches = { matches } } };

    private static Request Request(Defense defense) => new() { Package = "p", Alarm = new() { Id = "a" }, Defense = defense };
}
