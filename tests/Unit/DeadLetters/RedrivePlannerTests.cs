using System.Text;
using Google.Protobuf;
using Tocsin.Cli.DeadLetters;
using Tocsin.Engine.Deliveries;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Unit.DeadLetters;

public class RedrivePlannerTests
{
    private readonly Post _post = new();

    [Fact]
    public void Delivery_StillDead_GoesToItsReceiverUnderItsIdWithoutOrigin()
    {
        var redrive = Assert.Single(_post.Says("d", DeliveryStatus.Dead).Plan(Post.OfDelivery(Post.Delivery("d"), 12)).Going);

        var delivery = DeliveryRecords.Read(redrive.Record.Value).Record!.Delivery;
        Assert.Equal((Post.Topics.Deliveries, Post.Receiver, -1), (redrive.Record.Topic, Encoding.UTF8.GetString(redrive.Record.Key!), redrive.Partition));
        Assert.Equal(("d", 1u, null), (delivery.Id, delivery.Redriven, delivery.Origin));
        Assert.Equal(Post.Delivery("d").Alarm, delivery.Alarm);
        Assert.Equal(["tocsin.redriven.from: 0@12"], Headers(redrive.Record));
        Assert.Null(redrive.Record.TimestampMs);
    }

    /// <summary>By its origin what goes back would be taken for a repetition, and dropped without a word.</summary>
    [Fact]
    public void Action_ThatFailed_GoesBackWithoutOrigin()
    {
        var origin = new Origin { Topic = Post.Topics.Alarms, Offset = 7 };
        ActionRecord[] records =
        [
            new() { Signal = new Signal { Alarm = new AlarmMessage { Id = "a" }, Origin = origin } },
            new() { Request = new Request { Package = "p", Alarm = new AlarmMessage { Id = "a" }, Origin = origin } },
            new() { Guarded = new Guarded { Request = new Request { Package = "p", Alarm = new AlarmMessage { Id = "a" } }, Origin = origin } },
        ];

        var going = _post.Plan([.. records.Select((record, offset) => Post.OfRecord(Post.Topics.Actions, record.ToByteArray(), offset, "converge", "failure", "why"))]).Going;

        var back = going.Select(redrive => ActionRecord.Parser.ParseFrom(redrive.Record.Value)).ToList();
        Assert.Equal((null, null, null), (back[0].Signal.Origin, back[1].Request.Origin, back[2].Guarded.Origin));
    }

    [Fact]
    public void Command_ThatFailed_GoesBackWithoutOrigin()
    {
        var command = new ActionCommand { RecordId = "r", RunPackage = new RunPackage { Package = "p" }, Origin = new Origin { Topic = Post.Topics.Actions, Offset = 7 } };

        var redrive = Assert.Single(_post.Plan(Post.OfRecord(Post.Topics.Commands, command.ToByteArray(), 3, "execute", "failure", "why")).Going);

        Assert.Null(ActionCommand.Parser.ParseFrom(redrive.Record.Value).Origin);
    }

    /// <summary>All that could come of it has come: only what was too large would be too large again.</summary>
    [Fact]
    public void Action_ThatLedToSomethingTooLarge_KeepsItsOrigin()
    {
        var record = new ActionRecord { Signal = new Signal { Alarm = new AlarmMessage { Id = "a" }, Origin = new Origin { Offset = 7 } } };

        var redrive = Assert.Single(_post.Plan(Post.OfRecord(Post.Topics.Actions, record.ToByteArray(), 3, "converge", "too-large", "why")).Going);

        Assert.NotNull(ActionRecord.Parser.ParseFrom(redrive.Record.Value).Signal.Origin);
    }

    [Fact]
    public void Delivery_Redriven_IsWaitingInTheLedgerAtOnce()
    {
        var redrive = Assert.Single(_post.Says("d", DeliveryStatus.Dead).Plan(Post.OfDelivery(Post.Delivery("d"))).Going);

        var state = DeliveryState.Parser.ParseFrom(redrive.Note.Value);
        Assert.Equal(RecordKeys.OfDelivery("d"), redrive.Note.Key);
        Assert.Equal((DeliveryStatus.Queued, "redriven", 1u, 3u, "slow_rule", "checkout"), (state.Status, state.Reason, state.Redriven, state.Attempts, state.RuleName, state.Name));
    }

    [Fact]
    public void Delivery_Redriven_IsTakenByItsOutboxThoughItWasThereBefore()
    {
        var outboxes = new Outboxes(Post.Topics.Deliveries, 0);
        var output = new OutboxOutput();
        outboxes.Process(new DeliveryRecord { Delivery = Post.Delivery("d") }, 0, Post.NowMs, output);
        outboxes.Process(
            new DeliveryRecord { Attempt = new Attempt { Receiver = Post.Receiver, Offsets = { 0 }, MessageId = "d", Result = AttemptResult.Dead, Reason = "http-403" } }, 1, Post.NowMs, output);
        var redrive = Assert.Single(_post.Says("d", DeliveryStatus.Dead).Plan(Post.OfDelivery(output.Dead.Single().Delivery)).Going);

        outboxes.Process(DeliveryRecords.Read(redrive.Record.Value).Record!, 2, Post.NowMs, output);

        Assert.Equal("d", Assert.Single(outboxes.Receivers[Post.Receiver].Open).Delivery.Id);
        Assert.Equal((DeliveryStatus.Queued, 1u), (output.States[^1].Status, output.States[^1].Redriven));
    }

    [Theory]
    [InlineData(DeliveryStatus.Queued, "waiting again")]
    [InlineData(DeliveryStatus.Retrying, "waiting again")]
    [InlineData(DeliveryStatus.Delivered, "already delivered")]
    [InlineData(DeliveryStatus.Untold, "the receiver isn't told of such alarms")]
    public void Delivery_NotDeadAnyMore_IsSkippedUnlessForced(DeliveryStatus status, string expected)
    {
        var letter = Post.OfDelivery(Post.Delivery("d"));
        _post.Says("d", DeliveryStatus.Dead).Says("d", status);

        Assert.Equal([expected], Skips(_post.Plan(letter)));
        Assert.Single(_post.Plan(isForced: true, letter).Going);
    }

    [Fact]
    public void Delivery_UnknownToTheLedger_Goes() => Assert.Single(_post.Plan(Post.OfDelivery(Post.Delivery("d"))).Going);

    [Fact]
    public void Delivery_DeadAgain_GoesByItsNewestLetterOnly()
    {
        var (old, newer) = (Post.OfDelivery(Post.Delivery("d"), 1), Post.OfDelivery(Post.Delivery("d", redriven: 1), 2));
        _post.Says("d", DeliveryStatus.Dead, redriven: 1);

        Assert.Equal(["redriven and dead again: a newer letter tells of it"], Skips(_post.Plan(old)));
        Assert.Equal("0@2", Assert.Single(_post.Plan(old, newer).Going).Letter.Place.ToString());
        Assert.Equal(2u, DeliveryRecords.Read(_post.Plan(old, newer).Going[0].Record.Value).Record!.Delivery.Redriven);
    }

    [Fact]
    public void Delivery_WithTwoLettersOfTheSameTime_GoesOnce()
    {
        var plan = _post.Says("d", DeliveryStatus.Dead).Plan(Post.OfDelivery(Post.Delivery("d"), 1), Post.OfDelivery(Post.Delivery("d"), 2));

        Assert.Equal("0@2", Assert.Single(plan.Going).Letter.Place.ToString());
        Assert.Equal(["the same delivery as another letter"], Skips(plan));
    }

    [Fact]
    public void Sample_Dead_GoesBackToItsPartitionAsItWas()
    {
        var letter = Post.OfSample("cart", 3);
        letter.Record.Headers!.Add("theirs", [0x78]);

        var redrive = Assert.Single(_post.Plan(letter).Going);

        Assert.Equal((Post.Topics.Metrics, 2, "a key"), (redrive.Record.Topic, redrive.Partition, Encoding.UTF8.GetString(redrive.Record.Key!)));
        Assert.Equal(letter.Record.Value, redrive.Record.Value);
        Assert.Equal(["theirs: x", "tocsin.redriven.from: 0@3"], Headers(redrive.Record));
        Assert.Equal("redrive/0@3", Encoding.UTF8.GetString(redrive.Note.Key!));
    }

    [Fact]
    public void Sample_OfAPartitionThatIsGone_GoesByItsKey() => Assert.Equal(-1, Assert.Single(_post.Plan(Post.OfSample("cart", sourcePartition: 4)).Going).Partition);

    [Fact]
    public void Alarm_Dead_GoesBackWithoutTheOriginItWouldBeDroppedFor()
    {
        var alarm = new AlarmMessage { Id = "a", State = AlarmState.Firing, Origin = new Origin { Topic = "m", Offset = 1 } };

        var redrive = Assert.Single(_post.Plan(Post.OfRecord(Post.Topics.Alarms, alarm.ToByteArray(), 0, "route", "failure", "no")).Going);

        Assert.Equal(new AlarmMessage { Id = "a", State = AlarmState.Firing }, AlarmMessage.Parser.ParseFrom(redrive.Record.Value));
    }

    [Fact]
    public void Redrive_Again_GoesNowhere()
    {
        Letter[] letters = [Post.OfDelivery(Post.Delivery("d"), 1), Post.OfSample("cart", 2)];
        _post.Says("d", DeliveryStatus.Dead);

        var first = _post.Plan(letters);
        var second = _post.Notes(first.Going).Plan(letters);

        Assert.Equal(2, first.Going.Count);
        Assert.Equal((0, true), (second.Going.Count, second.IsFine));
        Assert.Equal(["waiting again", "redriven before"], Skips(second));
    }

    [Fact]
    public void Letter_ThatCanNotGo_SaysWhyEvenIfForced()
    {
        var cut = Post.OfSample("cart", 1);
        cut.Record.Headers!.Add("tocsin.error.value-bytes", "9000000"u8.ToArray());
        Letter[] letters =
        [
            Letter.Of(cut.Record, Post.Topics),
            Letter.Of(new InputRecord("t", 0, 2, 0, null, [1], null), Post.Topics),
            Post.OfRecord("other.metrics.v1", [1], 3, "detect", "malformed", ""),
            Post.OfRecord(Post.Topics.Deliveries, [0xff], 4, "deliver", "malformed", ""),
        ];

        var plan = _post.Plan(isForced: true, letters);

        Assert.Empty(plan.Going);
        Assert.False(plan.IsFine);
        Assert.Equal(
            ["not decodable: only a part of it was kept", "not decodable: not a dead letter of Tocsin", "topic unknown: other.metrics.v1", "not decodable: not a delivery"],
            Skips(plan));
    }

    [Theory]
    [InlineData(0, 100, 0)]
    [InlineData(50, 100, 500)]
    [InlineData(3, 1, 3_000)]
    public void Rate_SaysWhenTheNextIsDue(int went, int perSecond, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Redriver.DueAfter(went, perSecond));

    private static IEnumerable<string> Skips(RedrivePlan plan) => plan.Skipped.Select(skipped => skipped.Skip.Reason);

    private static IEnumerable<string> Headers(OutputRecord record) =>
        HeaderTexts.Of(new InputRecord("", 0, 0, 0, null, null, record.Headers)).Select(header => $"{header.Key}: {header.Value}");
}
