using Google.Protobuf;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

/// <summary>What is delivered because Converge commanded it, and what Converge is told.</summary>
public sealed class ErrandDeliveryTests : IDisposable
{
    private static readonly ReceiverLimits _limits = new() { MessagesAtOnce = 4, AlarmsPerMessage = 10, MaxAgeMs = 600_000 };
    private readonly Bench _bench = new(_limits);

    [Fact]
    public void Outcome_FollowsFromTheLog_UnderTheKeyOfTheErrand()
    {
        _bench.Deliver("a", 1, Errand("r1"));
        _bench.Act();
        _bench.Answer(Answer.Ok);
        Assert.Empty(_bench.Outcomes);
        _bench.ReadBack();

        var (key, outcome) = Assert.Single(_bench.Outcomes);
        Assert.Equal(("key", "r1", OutcomeResult.Success, "ok", 1u), (key, outcome.RecordId, outcome.Result, outcome.Reason, outcome.Attempts));
    }

    [Fact]
    public void Callback_FailingAsOftenAsItMay_Fails()
    {
        var errand = Errand("r1");
        errand.MaxAttempts = 2;
        errand.NotAfterMs = _bench.Post.NowMs + 60_000;
        _bench.Deliver("a", 1, errand);
        for (var i = 0; i < 2; i++)
        {
            _bench.Act();
            _bench.Answer(new Answer(Verdict.TryAgain, "http-503", "busy"));
            _bench.ReadBack();
            _bench.Post.NowMs += 5_000;
        }

        _bench.Act();
        Assert.Equal(2, _bench.Post.Sent.Count);
        var outcome = Assert.Single(_bench.Outcomes).Outcome;
        Assert.Equal((OutcomeResult.Failure, "http-503", "busy", 2u), (outcome.Result, outcome.Reason, outcome.Detail, outcome.Attempts));
        Assert.Single(_bench.Dead);
    }

    [Fact]
    public void Callback_WhoseNextAttemptWouldComeTooLate_FailsAtOnceWithItsReason()
    {
        var errand = Errand("r1");
        errand.NotAfterMs = _bench.Post.NowMs + 5_000;
        _bench.Deliver("a", 1, errand);
        _bench.Act();
        _bench.Answer(new Answer(Verdict.TryAgain, "http-503", "busy") { WaitMs = 5_000 });
        _bench.ReadBack();
        Assert.Equal("http-503", Assert.Single(_bench.Outcomes).Outcome.Reason);
    }

    [Fact]
    public void Callback_NotTriedInTime_IsTooLate()
    {
        var errand = Errand("r1");
        errand.NotAfterMs = _bench.Post.NowMs + 5_000;
        _bench.Post.Limits = null;
        _bench.Deliver("a", 1, errand);
        _bench.Act();
        _bench.Post.NowMs += 5_000;
        _bench.Act();
        _bench.ReadBack();
        Assert.Equal((OutcomeResult.Failure, "too-late", 0u), (_bench.Outcomes.Single().Outcome.Result, _bench.Outcomes.Single().Outcome.Reason, _bench.Outcomes.Single().Outcome.Attempts));
        Assert.Empty(_bench.Post.Sent);
    }

    [Fact]
    public void Summary_IsOneMessage_AndShrinksWhereItIsRefused()
    {
        var errand = Errand("r1");
        errand.Summary = new Summary { More = 5, Alarms = { Enumerable.Range(0, 4).Select(number => new AlarmMessage { Id = $"s{number}", Id0 = $"e{number}", Name = $"e{number}" }) } };
        _bench.Deliver("", 1, errand);
        _bench.Act();
        Message(true, 4, 5);
        _bench.Answer(new Answer(Verdict.ContentRefused, "http-413"));
        _bench.ReadBack();
        _bench.Act();
        Message(true, 2, 7);
        Assert.Equal(2, _bench.Post.Sent.Select(sent => sent.Message.Id).Distinct().Count());
        _bench.Answer(new Answer(Verdict.ContentRefused, "http-413"));
        _bench.ReadBack();
        _bench.Act();
        Message(true, 1, 8);
        _bench.Answer(new Answer(Verdict.ContentRefused, "http-413"));
        _bench.ReadBack();
        Assert.Equal("http-413", Assert.Single(_bench.Outcomes).Outcome.Reason);
        Assert.Equal(9u, _bench.States.Last().AlarmCount);
    }

    [Fact]
    public void Question_SaysWhatIsAsked_AndHasNoOutcome()
    {
        var errand = Errand("r1");
        errand.Question = new Question { Sentence = "why" };
        _bench.Deliver("a", 1, errand);
        _bench.Deliver("b", 2);
        _bench.Act();
        Assert.Equal([errand, null], _bench.Post.Sent.Select(sent => sent.Message.Asks));
        _bench.Post.Sent[0].Answer.SetResult(Answer.Ok);
        _bench.Act();
        _bench.ReadBack();
        Assert.Empty(_bench.Outcomes);
    }

    [Fact]
    public void NotificationsOfSeveralPolicies_InOneMessage_EachKeepTheirWords()
    {
        _bench.Deliver("a", 1, Errand("r1"));
        _bench.Deliver("b", 2, Errand("r2"));
        _bench.Act();
        _bench.ReadBack();
        _bench.Act();
        var message = Assert.Single(_bench.Post.Sent).Message;
        Assert.Equal(["r1", "r2"], message.Alarms.Select(alarm => message.Errands[alarm.Id].RecordId));
        Assert.All(message.Errands.Values, words => Assert.Equal(("policy", "fatal", "firing"), (words.Policy, words.Level, words.Package)));
        _bench.Answer(Answer.Ok);
        _bench.ReadBack();
        Assert.Equal(["r1", "r2"], _bench.Outcomes.Select(each => each.Outcome.RecordId));
    }

    public void Dispose() => _bench.Dispose();

    private void Message(bool isSummary, int alarms, uint more)
    {
        var message = _bench.Post.Sent[^1].Message;
        Assert.Equal((isSummary, alarms, more), (message.IsSummary, message.Alarms.Length, message.More));
    }

    private static Errand Errand(string record) => new() { RecordId = record, Key = ByteString.CopyFromUtf8("key"), Policy = "policy", Package = "firing", Level = AlarmLevel.Fatal };
}
