using System.Text;
using Google.Protobuf;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Deliveries;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Delivering;

public class DeliverStageTests
{
    private static readonly ReceiverLimits _limits = new() { MessagesAtOnce = 2, MaxAgeMs = 60_000 };

    [Fact]
    public void Delivery_IsSent_AndSettledOnlyOnceTheLogShowsIt()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Deliver("a", 2);
        bench.Act();
        Assert.Equal(["a/1"], bench.Post.Sent.Select(sent => sent.Message.Alarms.Single().Id));
        bench.Answer(Answer.Ok);
        bench.Act();
        Assert.Single(bench.Post.Sent);
        Assert.Equal(AttemptResult.Delivered, Assert.Single(bench.Unread).Attempt.Result);
        bench.ReadBack();
        bench.Act();
        Assert.Equal(["a/1", "a/2"], bench.Post.Sent.Select(sent => sent.Message.Alarms.Single().Id));
        Assert.Equal([DeliveryStatus.Queued, DeliveryStatus.Queued, DeliveryStatus.Delivered], bench.States.Select(state => state.Status));
    }

    [Fact]
    public void FailedAttempt_IsRepeatedUnderTheSameId_NotBeforeItsTime()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Answer(new Answer(Verdict.TryAgain, "http-503", "busy") { WaitMs = 7_000 });
        bench.ReadBack();
        bench.Act();
        bench.Post.NowMs += 6_999;
        bench.Act();
        Assert.Single(bench.Post.Sent);
        bench.Post.NowMs++;
        bench.Act();
        Assert.Equal(2, bench.Post.Sent.Count);
        Assert.Single(bench.Post.Sent.Select(sent => sent.Message.Id).Distinct());
        var state = bench.States.Last();
        Assert.Equal((DeliveryStatus.Retrying, "http-503", "busy", 1u), (state.Status, state.Reason, state.Detail, state.Attempts));
    }

    [Theory]
    [InlineData(Verdict.Refused)]
    [InlineData(Verdict.ContentRefused)]
    internal void RefusedAlarm_GoesToTheDeadLetters_WithItsReason(Verdict verdict)
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Answer(new Answer(verdict, "http-400", "no such channel"));
        bench.ReadBack();
        var letter = Assert.Single(bench.Dead);
        Assert.Equal("a/1", DeliveryRecord.Parser.ParseFrom(letter.Value).Delivery.Alarm.Id);
        Assert.Equal("http-400", Encoding.UTF8.GetString(letter.Headers!.GetLastBytes("tocsin.error.class")));
        Assert.Equal("no such channel", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("tocsin.error.message")));
        Assert.Equal("0", Encoding.UTF8.GetString(letter.Headers.GetLastBytes("tocsin.error.offset")));
        bench.Act();
        Assert.Single(bench.Post.Sent);
    }

    [Fact]
    public void SeveralAlarms_AreSentOnceTheLogShowsTheirBundle()
    {
        using var bench = new Bench(_limits with { AlarmsPerMessage = 10 });
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        Assert.Empty(bench.Post.Sent);
        bench.Act();
        var bundle = Assert.Single(bench.Unread).Bundle;
        bench.ReadBack();
        bench.Act();
        var message = Assert.Single(bench.Post.Sent).Message;
        Assert.Equal((bundle.Id, 2), (message.Id, message.Alarms.Length));
    }

    [Fact]
    public void WhatAnEarlierOwnerMayHaveSentAlone_GoesOutAloneAgain_UnderTheSameId()
    {
        using var bench = new Bench(_limits with { AlarmsPerMessage = 10, SeesIds = true });
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        Assert.Equal(["a/1", "b/2"], bench.Post.Sent.Select(sent => sent.Message.Alarms.Single().Id));
        bench.Deliver("c", 3);
        bench.Deliver("d", 4);
        bench.Answer(Answer.Ok);
        bench.ReadBack();
        bench.Act();
        Assert.Equal(["c/3", "d/4"], bench.Post.Sent[2].Message.Alarms.Select(alarm => alarm.Id));
    }

    [Fact]
    public void CircuitThatIsOpen_NoAttemptIsCounted_AndNothingIsSentBeforeItsTime()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Answer(new Answer(Verdict.NotSent, "circuit-open") { WaitMs = 5_000 });
        Assert.Empty(bench.Unread);
        bench.Deliver("b", 2);
        bench.Post.NowMs += 4_999;
        bench.Act();
        Assert.Single(bench.Post.Sent);
        bench.Post.NowMs++;
        bench.Act();
        Assert.Equal(3, bench.Post.Sent.Count);
    }

    [Fact]
    public void ReceiverThatIsUnknown_IsWaitedFor_AndGivenUpInTheEnd()
    {
        using var bench = new Bench(limits: null);
        bench.Deliver("a", 1);
        bench.Act();
        Assert.Empty(bench.Post.Sent);
        bench.Post.NowMs += 24 * 3_600_000;
        bench.Act();
        bench.ReadBack();
        Assert.Equal("expired", bench.States.Last().Reason);
        Assert.Single(bench.Dead);
    }

    [Fact]
    public void ReceiverThatBecomesKnown_IsTold()
    {
        using var bench = new Bench(limits: null);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Post.Limits = _limits;
        bench.Post.NowMs += 1_000;
        bench.Act();
        Assert.Single(bench.Post.Sent);
    }

    [Fact]
    public void TooOldWhileTheCircuitIsOpen_IsGivenUp()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Answer(new Answer(Verdict.NotSent, "circuit-open") { WaitMs = 500_000 });
        bench.Post.NowMs += 60_000;
        bench.Act();
        bench.ReadBack();
        Assert.Equal(DeliveryStatus.Dead, bench.States.Last().Status);
    }

    [Fact]
    public void MoreThanFits_IsClaimedFromTheLog()
    {
        using var bench = new Bench(_limits with { MessagesAtOnce = 10 }, maxOpen: 2);
        for (var number = 0; number < 5; number++)
        {
            bench.Deliver($"e{number}", number);
        }

        for (var turn = 0; turn < 20; turn++)
        {
            bench.Act();
            foreach (var (_, answer) in bench.Post.Sent)
            {
                answer.TrySetResult(Answer.Ok);
            }

            bench.ReadBack();
        }

        Assert.Equal(["e0/0", "e1/1", "e2/2", "e3/3", "e4/4"], bench.Post.Sent.Select(sent => sent.Message.Alarms.Single().Id));
        Assert.False(bench.IsActing);
    }

    [Fact]
    public void WhatWaits_IsClaimedAfterARestart_ThoughNothingCameSince()
    {
        using var bench = new Bench(_limits, maxOpen: 1);
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        bench.Answer(Answer.Ok);
        bench.ReadBack();
        bench.Restart();
        bench.Act();
        bench.Act();
        var claim = Assert.Single(bench.Unread).Claim;
        Assert.Equal((0L, "b/2"), (claim.Lost, Assert.Single(claim.Deliveries).Delivery.Alarm.Id));
    }

    [Fact]
    public void LogThatCantBeRead_IsReadAgain()
    {
        using var bench = new Bench(_limits, maxOpen: 1);
        var read = bench.Post.Read;
        bench.Post.Read = _ => throw new StageFailureException("no broker");
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        bench.Answer(Answer.Ok);
        bench.ReadBack();
        bench.Act();
        Assert.Empty(bench.Unread);
        bench.Post.Read = read;
        bench.Act();
        bench.Act();
        Assert.Single(Assert.Single(bench.Unread).Claim.Deliveries);
    }

    [Fact]
    public void Finish_WaitsForWhatIsUnderway_AndWritesItDown()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        bench.Post.OnAwait = () => bench.Post.Sent[0].Answer.TrySetResult(Answer.Ok);
        bench.Finish();
        Assert.Equal([0L], Assert.Single(bench.Unread).Attempt.Offsets);
        Assert.True(bench.Post.Sent[1].Answer.Task.IsCanceled);
    }

    [Fact]
    public void Abandon_GivesUpWhatIsUnderway()
    {
        using var bench = new Bench(_limits);
        bench.Deliver("a", 1);
        bench.Act();
        bench.Abandon();
        Assert.True(bench.Post.Sent[0].Answer.Task.IsCanceled);
    }

    [Fact]
    public void AnotherOwner_StopsIt_UntilTheLogSaysOtherwise()
    {
        using var bench = new Bench(_limits with { AlarmsPerMessage = 10 });
        bench.Act();
        bench.Append(new DeliveryRecord { Opening = new Opening { Owner = "another" } }.ToByteArray());
        bench.Deliver("a", 1);
        bench.Deliver("b", 2);
        bench.Act();
        Assert.Equal("bench", Assert.Single(bench.Unread).Opening.Owner);
        bench.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Bench.Receiver, Id = "void", Owner = "bench", Offsets = { 2, 3 } } }.ToByteArray());
        bench.ReadBack();
        bench.Act();
        Assert.NotEqual("void", Assert.Single(bench.Unread).Bundle.Id);
    }

    [Fact]
    public void Garbage_GoesToTheDeadLetters_AndTheRestGoesOn()
    {
        using var bench = new Bench(_limits);
        bench.Append([0xff, 0xff]);
        bench.Append([]);
        bench.Deliver("a", 1);
        bench.Act();
        Assert.Single(bench.Post.Sent);
        Assert.Equal(["malformed", "malformed"], bench.Dead.Select(letter => Encoding.UTF8.GetString(letter.Headers!.GetLastBytes("tocsin.error.class"))));
    }
}
