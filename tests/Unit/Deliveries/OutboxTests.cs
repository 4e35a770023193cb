using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

public class OutboxTests
{
    private const int MaxOpen = 4;
    private readonly Log _log = new(MaxOpen);

    [Fact]
    public void Ledger_OfADelivery_TellsItsWholeLife()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        _log.Append(AttemptResult.Retry, "m", _log.NowMs + 1, offset);
        _log.NowMs += 7;
        _log.Append(AttemptResult.Delivered, "m", 0, offset);
        Assert.Equal([DeliveryStatus.Queued, DeliveryStatus.Retrying, DeliveryStatus.Delivered], _log.States.Select(state => state.Status));
        var last = _log.States[^1];
        Assert.Equal((2u, 2, "a-reason", "a/1", "default hooks", _log.NowMs), (last.Attempts, last.Notes.Count, last.Reason, last.AlarmId, last.Route, last.SettledMs));
    }

    [Fact]
    public void GivenUp_Delivery_IsHandedOutForTheDeadLetters()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        _log.Append(AttemptResult.Dead, "m", 0, offset);
        Assert.Equal("a/1", Assert.Single(_log.Dead).Alarm.Id);
        Assert.Equal(DeliveryStatus.Dead, _log.States[^1].Status);
    }

    [Fact]
    public void Repetition_OfADelivery_IsDropped()
    {
        _log.Append(Log.Delivery("a", 1));
        _log.Append(Log.Delivery("a", 1));
        Assert.Single(_log.Outbox.Open);
        Assert.Single(_log.States);
    }

    [Fact]
    public void DeliveryWithoutOrigin_IsAlwaysTaken()
    {
        var again = Log.Delivery("a", 1);
        again.Origin = null;
        again.Redriven = 1;
        _log.Append(Log.Delivery("a", 1));
        _log.Append(again);
        Assert.Equal(2, _log.Outbox.Open.Count);
    }

    [Fact]
    public void OutcomeOfWhatIsSettled_ChangesNothing()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        _log.Append(AttemptResult.Delivered, "m", 0, offset);
        _log.Append(AttemptResult.Dead, "m", 0, offset);
        Assert.Empty(_log.Dead);
        Assert.Equal(2, _log.States.Count);
    }

    [Fact]
    public void BundleOfWhatIsNotOpen_IsVoid()
    {
        Fill(2);
        _log.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Log.Receiver, Id = "b", Offsets = { 0, 1, 7 } } });
        Assert.All(_log.Outbox.Open, open => Assert.Null(open.BundleId));
    }

    [Fact]
    public void SecondBundleOfTheSame_IsVoid()
    {
        Fill(2);
        _log.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Log.Receiver, Id = "first", Offsets = { 0, 1 } } });
        _log.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Log.Receiver, Id = "second", Offsets = { 0, 1 } } });
        Assert.All(_log.Outbox.Open, open => Assert.Equal("first", open.BundleId));
    }

    [Fact]
    public void MoreThanFits_WaitsInTheLog_AndIsClaimedWhenThereIsRoom()
    {
        Fill(7);
        Assert.Equal([0, 1, 2, 3], Open());
        Assert.Equal((4L, 3L), (_log.Outbox.Backlog!.From, _log.Outbox.Backlog.Count));
        Assert.False(_log.Outbox.WantsClaim);
        _log.Append(AttemptResult.Delivered, "m", 0, 0, 1);
        Assert.True(_log.Outbox.WantsClaim);
        _log.Claim();
        Assert.Equal([2, 3, 4, 5], Open());
        _log.Append(AttemptResult.Delivered, "m", 0, 2, 3);
        _log.Claim();
        Assert.Equal([4, 5, 6], Open());
        Assert.Null(_log.Outbox.Backlog);
        Assert.Equal(7, _log.States.Count(state => state.Status == DeliveryStatus.Queued));
    }

    [Fact]
    public void WhileSomethingWaits_NothingNewOvertakesIt()
    {
        Fill(5);
        _log.Append(AttemptResult.Delivered, "m", 0, 0, 1, 2, 3);
        _log.Append(Log.Delivery("new", 99));
        Assert.Empty(_log.Outbox.Open);
        Assert.Equal(2, _log.Outbox.Backlog!.Count);
    }

    [Fact]
    public void RepetitionAmongWhatWaits_IsNotClaimed()
    {
        Fill(5);
        _log.Append(Log.Delivery("e4", 4));
        _log.Append(Log.Delivery("e5", 5));
        _log.Append(AttemptResult.Delivered, "m", 0, 0, 1, 2, 3);
        Assert.Equal([4L, 6L], _log.Claim().Deliveries.Select(claimed => claimed.Offset));
        Assert.Null(_log.Outbox.Backlog);
    }

    [Fact]
    public void ClaimOfAnotherPlace_IsVoid()
    {
        Fill(6);
        _log.Append(AttemptResult.Delivered, "m", 0, 0, 1);
        var claim = _log.Claim(room: 1);
        _log.Append(new DeliveryRecord { Claim = claim });
        Assert.Equal([2, 3, 4], Open());
        Assert.Equal(1, _log.Outbox.Backlog!.Count);
    }

    [Fact]
    public void WhatTheLogNoLongerHolds_IsNotWaitedFor()
    {
        Fill(6);
        _log.Append(AttemptResult.Delivered, "m", 0, 0, 1, 2, 3);
        var builder = new ClaimBuilder(Log.Receiver, _log.Outbox.Backlog!, _log.Records.Count, MaxOpen);
        builder.Take(Google.Protobuf.MessageExtensions.ToByteArray(_log.Records[5]), 5, _log.NowMs);
        builder.SkipTo(_log.Records.Count);
        var claim = builder.Build();
        Assert.Equal((1L, 1), (claim.Lost, claim.Deliveries.Count));
        _log.Append(new DeliveryRecord { Claim = claim });
        Assert.Null(_log.Outbox.Backlog);
        Assert.Equal([5], Open());
    }

    [Fact]
    public void Restart_AtAnyPoint_GoesOnFromTheSame()
    {
        Fill(7);
        _log.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Log.Receiver, Id = "b", Offsets = { 1, 2 } } });
        _log.Append(AttemptResult.Retry, "b", _log.NowMs + 500, 1, 2);
        _log.Append(AttemptResult.Delivered, "m", 0, 0);
        _log.Save();
        _log.Append(AttemptResult.Delivered, "n", 0, 3);
        var before = Describe();
        _log.Restart();
        Assert.Equal(before, Describe());
        _log.Append(Log.Delivery("e1", 1));
        Assert.Equal(before, Describe());
    }

    [Fact]
    public void Restart_WithNothingNew_KnowsHowFarItHasCome()
    {
        Fill(7);
        _log.Save();
        _log.Restart();
        Assert.Equal(7, _log.Outboxes.Next);
    }

    [Fact]
    public void Bundle_PartOfWhichAnotherOwnerSettled_GoesOnUnderAnotherId()
    {
        Fill(3);
        _log.Append(new DeliveryRecord { Bundle = new Bundle { Receiver = Log.Receiver, Id = "b", Offsets = { 0, 1, 2 } } });
        _log.Append(AttemptResult.Delivered, "m", 0, 1);
        Assert.Equal([0, 2], Open());
        Assert.NotEqual("b", Assert.Single(_log.Outbox.Open.Select(open => open.BundleId).Distinct()));
        _log.Append(AttemptResult.Delivered, "n", 0, 0);
        Assert.True(_log.Outbox.Find(2) is { BundleId: null, IsSingle: true });
    }

    [Fact]
    public void Save_OfWhatCameAndWentSince_WritesNothingOfIt()
    {
        var offset = _log.Append(Log.Delivery("a", 1));
        _log.Append(AttemptResult.Delivered, "m", 0, offset);
        var changed = new List<KeyValuePair<byte[], byte[]?>>();
        _log.Outboxes.Save(changed);
        Assert.Equal(["next", "origins", "outbox/slack.ops"], changed.Select(record => System.Text.Encoding.UTF8.GetString(record.Key)).Order());
    }

    [Fact]
    public void Load_OfWhatIsNoState_NamesTheRecord()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Outboxes.Load("deliveries", 0, [KeyValuePair.Create("open/7"u8.ToArray(), "\xff\xff"u8.ToArray())]));
        Assert.Contains("open/7", exception.Message, StringComparison.Ordinal);
    }

    private void Fill(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _log.Append(Log.Delivery($"e{number}", number));
        }
    }

    private IEnumerable<long> Open() => _log.Outbox.Open.Select(open => open.Offset);

    private string Describe()
    {
        var outbox = _log.Outbox;
        var open = outbox.Open.Select(each => $"{each.Offset} {each.QueuedMs} {each.Attempts} {each.NextMs} {each.BundleId} {each.IsSingle} {each.Delivery}");
        return $"{string.Join('\n', open)}\n{outbox.Backlog?.From} {outbox.Backlog?.Count} {string.Join(',', outbox.Backlog?.Newest ?? [])}\n{string.Join(' ', outbox.SentMs)}";
    }
}
