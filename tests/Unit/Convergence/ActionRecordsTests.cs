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

    private static Request Request(Defense defense) => new() { Package = "p", Alarm = new() { Id = "a" }, Defense = defense };
}
