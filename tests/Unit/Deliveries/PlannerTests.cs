using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

public class PlannerTests
{
    private static readonly ReceiverLimits _chat = new() { Pace = new Pace([new PaceLimit(20, 60_000)]) };
    private static readonly ReceiverLimits _webhook = new() { AlarmsPerMessage = 3, MessagesAtOnce = 2 };
    private static readonly ReceiverLimits _single = new() { MessagesAtOnce = 8 };
    private readonly Log _log = new();

    [Fact]
    public void OneDelivery_IsSentUnderItsOwnId()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        var due = Assert.Single(_log.Plan(_single));
        Assert.Equal((DueKind.Send, Log.Delivery("a", 1).Id), (due.Kind, due.MessageId));
        Assert.Equal<long>([offset], Offsets(due));
    }

    [Fact]
    public void Entities_GoSideBySide_EachInItsOrder()
    {
        Append("a", "b", "a", "b", "c");
        Assert.Equal([[0], [1], [4]], _log.Plan(_single).Select(Offsets));
        Assert.Equal([[1], [4]], _log.Plan(_single, busy: 0).Select(Offsets));
    }

    [Fact]
    public void MessagesAtOnce_NoMoreAreSent()
    {
        Append("a", "b", "c", "d");
        Assert.Equal([[0], [1]], _log.Plan(_single with { MessagesAtOnce = 2 }).Select(Offsets));
        Assert.Equal([[1]], _log.Plan(_single with { MessagesAtOnce = 2 }, out _, underway: 1, 0).Select(Offsets));
        Assert.Empty(_log.Plan(_single with { MessagesAtOnce = 2 }, out _, underway: 2, 0, 1));
    }

    [Fact]
    public void FailedDelivery_WaitsWithItsEntity_OthersGoOn()
    {
        Append("a", "b", "a");
        _log.Append(AttemptResult.Retry, "m", _log.NowMs + 5_000, 0);
        Assert.Equal([[1]], _log.Plan(_single, out var nextMs).Select(Offsets));
        Assert.Equal(_log.NowMs + 5_000, nextMs);
        _log.NowMs += 5_000;
        Assert.Equal([[0], [1]], _log.Plan(_single).Select(Offsets));
    }

    [Fact]
    public void SeveralAlarms_OfAReceiverThatTakesThem_ArePutTogether()
    {
        Append("a", "b", "a", "c", "d");
        var due = _log.Plan(_webhook);
        Assert.Equal([DueKind.Bundle, DueKind.Bundle], due.Select(each => each.Kind));
        Assert.Equal([[0, 1, 2], [3, 4]], due.Select(Offsets));
    }

    [Fact]
    public void ReceiverWithoutDigests_GetsOneAfterTheOther_HoweverManyWait()
    {
        Append([.. Enumerable.Range(0, 50).Select(number => $"e{number}")]);
        var due = _log.Plan(_chat with { TakesDigests = false, MessagesAtOnce = 4 });
        Assert.Equal([[0], [1], [2], [3]], due.Select(Offsets));
        Assert.All(due, each => Assert.Equal(DueKind.Send, each.Kind));
    }

    [Fact]
    public void EntityOfAFullMessage_GoesBehindIt()
    {
        Append("a", "b", "c", "a", "a");
        Assert.Equal([[0, 1, 2]], _log.Plan(_webhook).Select(Offsets));
    }

    [Fact]
    public void Recoveries_OfAReceiverThatKeepsThemApart_GoBehindTheirAlarms()
    {
        _log.Append(Log.Delivery("a", 1));
        _log.Append(Log.Delivery("b", 2, AlarmState.Recovered));
        _log.Append(Log.Delivery("a", 3, AlarmState.Recovered));
        _log.Append(Log.Delivery("a", 4));
        _log.Append(Log.Delivery("c", 5));
        Assert.Equal([[0, 4], [1]], _log.Plan(_webhook with { KeepsRecoveriesApart = true }).Select(Offsets));
    }

    [Fact]
    public void Bundle_InTheLog_IsSentAsOne_UnderItsId()
    {
        Append("a", "b", "a");
        var bundle = Assert.Single(_log.Plan(_webhook));
        _log.Append(bundle);
        _log.Append(Log.Delivery("a", 9));
        var due = Assert.Single(_log.Plan(_webhook));
        Assert.Equal((DueKind.Send, bundle.MessageId), (due.Kind, due.MessageId));
        Assert.Equal<long>([0, 1, 2], Offsets(due));
    }

    [Fact]
    public void Bundle_ThatFailed_IsTriedAgainAsItWas()
    {
        Append("a", "b");
        var bundle = Assert.Single(_log.Plan(_webhook));
        _log.Append(bundle);
        _log.Append(Assert.Single(_log.Plan(_webhook)), AttemptResult.Retry, _log.NowMs + 1_000);
        Append("c");
        Assert.Equal([[4]], _log.Plan(_webhook).Select(Offsets));
        _log.NowMs += 1_000;
        Assert.Equal([[0, 1], [4]], _log.Plan(_webhook).Select(Offsets));
        Assert.Equal(bundle.MessageId, _log.Plan(_webhook)[0].MessageId);
    }

    [Fact]
    public void Bundle_ThatIsRefused_IsTriedInHalves_DownToTheOne()
    {
        Append("a", "b", "c");
        _log.Append(Assert.Single(_log.Plan(_webhook)));
        _log.Append(Assert.Single(_log.Plan(_webhook)), AttemptResult.Split);
        var halves = _log.Plan(_webhook);
        Assert.Equal([[0, 1], [2]], halves.Select(Offsets));
        Assert.Equal([DueKind.Send, DueKind.Send], halves.Select(half => half.Kind));
        _log.Append(halves[0], AttemptResult.Split);
        Append("d", "e");
        Assert.Equal([[0], [1]], _log.Plan(_webhook).Select(Offsets));
        Assert.Equal(DeliveryId.Of("a/0", Log.Receiver), _log.Plan(_webhook)[0].MessageId);
    }

    [Fact]
    public void MoreThanThePaceAllows_BecomesOneDigest()
    {
        Append([.. Enumerable.Range(0, 8).Select(number => $"e{number}")]);
        Assert.Single(_log.Plan(_chat));
        Assert.Equal(8, _log.Plan(_chat with { MessagesAtOnce = 10 }).Count);
        Append([.. Enumerable.Range(8, 3).Select(number => $"e{number}")]);
        var digest = Assert.Single(_log.Plan(_chat with { MessagesAtOnce = 10 }));
        Assert.Equal((DueKind.Bundle, 11), (digest.Kind, digest.Deliveries.Length));
    }

    [Fact]
    public void PaceUsedUp_NothingGoes_AndItSaysUntilWhen()
    {
        for (var number = 0; number < 10; number++)
        {
            var offset = _log.Append(Log.Delivery("a", number));
            _log.Append(Assert.Single(_log.Plan(_chat)), AttemptResult.Delivered);
            Assert.Null(_log.Outbox.Find(offset));
        }

        Append("x", "y");
        Assert.Empty(_log.Plan(_chat, out var nextMs));
        Assert.Equal(_log.NowMs + 6_000, nextMs);
        _log.NowMs = nextMs;
        Assert.Equal(DueKind.Bundle, Assert.Single(_log.Plan(_chat)).Kind);
    }

    [Fact]
    public void TooOld_IsGivenUp_WhateverElse()
    {
        Append("a", "b");
        _log.NowMs += _single.MaxAgeMs - 1;
        Append("c");
        Assert.DoesNotContain(_log.Plan(_single), due => due.Kind == DueKind.Expire);
        _log.NowMs++;
        var due = _log.Plan(_single, out _, underway: 8);
        Assert.Equal(DueKind.Expire, Assert.Single(due).Kind);
        Assert.Equal<long>([0, 1], Offsets(due[0]));
    }

    [Fact]
    public void DeliveryTriedAlone_IsNotPutTogetherWithOthersLater()
    {
        Append("a");
        var sent = Assert.Single(_log.Plan(_webhook));
        _log.Append(sent, AttemptResult.Retry);
        Append("b", "c");

        var due = _log.Plan(_webhook);

        Assert.Equal([DueKind.Send, DueKind.Bundle], due.Select(each => each.Kind));
        Assert.Equal(sent.MessageId, due[0].MessageId);
        Assert.Equal([[0], [2, 3]], due.Select(Offsets));
    }

    [Fact]
    public void Bundle_PartlyTooOld_GoesOutAsItIs_UntilAllOfItIs()
    {
        Append("a");
        _log.NowMs += 1_000;
        Append("b");
        _log.Append(Assert.Single(_log.Plan(_webhook)));
        _log.NowMs += _webhook.MaxAgeMs - 1_000;
        Assert.Equal<long>([0, 1], Offsets(Assert.Single(_log.Plan(_webhook))));

        _log.NowMs += 1_000;

        var due = Assert.Single(_log.Plan(_webhook));
        Assert.Equal(DueKind.Expire, due.Kind);
        Assert.Equal<long>([0, 1], Offsets(due));
    }

    [Fact]
    public void Nothing_Open_AsksForNothing()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        _log.Append(AttemptResult.Delivered, "m", 0, offset);
        Assert.Empty(_log.Plan(_chat, out var nextMs));
        Assert.Equal(long.MaxValue, nextMs);
    }

    /// <summary>Whatever is planned and however it ends: no entity's order is broken, nothing is planned twice, all ends.</summary>
    [Fact]
    public void RandomPlans_WithRandomOutcomes_KeepTheOrderOfEveryEntity()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var limits = new ReceiverLimits
            {
                AlarmsPerMessage = random.Next(1, 5),
                MessagesAtOnce = random.Next(1, 5),
                KeepsRecoveriesApart = random.Next(2) == 0,
                Pace = random.Next(2) == 0 ? Pace.Unlimited : new Pace([new PaceLimit(random.Next(1, 6), random.Next(1, 3_000))]),
            };
            new PlannerWalk(new Log(maxOpen: 12), limits, random).Run($"seed {seed}");
        }
    }

    private void Append(params string[] entities)
    {
        foreach (var entity in entities)
        {
            _log.Append(Log.Delivery(entity, _log.Records.Count));
        }
    }

    private static long[] Offsets(Due due) => [.. due.Deliveries.Select(each => each.Offset)];
}
