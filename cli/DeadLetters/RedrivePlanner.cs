using System.Text;
using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.DeadLetters;

/// <summary>
/// Decides which dead letters go back, and as what. A delivery goes to its receiver's outbox under its old id; anything else to the place in the log it came from.
/// The ledger says at once that they wait again, so the same command once more changes nothing.
/// </summary>
/// <param name="topics">Their names.</param>
/// <param name="ledger">Read for all letters that will be planned.</param>
/// <param name="partitions">Of the topics that there are.</param>
/// <param name="isForced">Also what is delivered, waits again or was redriven.</param>
/// <param name="nowMs">The present.</param>
internal sealed class RedrivePlanner(Topics topics, LedgerTable ledger, IReadOnlyDictionary<string, int> partitions, bool isForced, long nowMs)
{
    private const string Reason = "redriven";
    private const string TooLarge = "too-large";
    private const int ByKey = -1;

    /// <summary>Of several letters of one delivery the last goes.</summary>
    public RedrivePlan Plan(IReadOnlyList<Letter> letters)
    {
        var last = letters.Where(letter => letter.IsDelivery).GroupBy(letter => letter.Subject.DeliveryId!).ToDictionary(group => group.Key, group => group.Last().Place);
        var going = new List<Redrive>();
        var skipped = new List<(Letter, Skip)>();
        foreach (var letter in letters)
        {
            if (WhyNot(letter) is { } skip)
            {
                skipped.Add((letter, skip));
            }
            else if (letter.IsDelivery && last[letter.Subject.DeliveryId!] != letter.Place)
            {
                skipped.Add((letter, Skip.Repeated));
            }
            else
            {
                going.Add(letter.IsDelivery ? AgainToReceiver(letter) : AgainToSource(letter, letter.Note!));
            }
        }

        return new RedrivePlan(going, skipped);
    }

    private Skip? WhyNot(Letter letter) =>
        letter.Note is not { } note ? Skip.NotOurs
        : note.WholeBytes is not null ? Skip.Cut
        : note.Topic == topics.Deliveries && !letter.IsDelivery ? Skip.NoDelivery
        : !partitions.ContainsKey(note.Topic) ? Skip.UnknownTopic(note.Topic)
        : isForced ? null
        : Skip.Of(ledger.StatusOf(letter));

    private Redrive AgainToReceiver(Letter letter)
    {
        var state = ledger.StateOf(letter);
        var delivery = DeliveryRecords.Read(letter.Record.Value).Record!.Delivery.Clone();
        delivery.Origin = null;
        delivery.Redriven = Math.Max(delivery.Redriven, state?.Redriven ?? 0) + 1;
        var value = new DeliveryRecord { Delivery = delivery }.ToByteArray();
        var record = RedrivenRecord.Of(letter.Record, topics.Deliveries, value) with { Key = Encoding.UTF8.GetBytes(delivery.Receiver) };
        return new Redrive(letter, record, ByKey, Note(letter, Waiting(delivery, state)));
    }

    private DeliveryState Waiting(Delivery delivery, DeliveryState? before) => new()
    {
        Id = delivery.Id,
        Receiver = delivery.Receiver,
        Status = DeliveryStatus.Queued,
        Reason = Reason,
        Route = delivery.Route,
        AlarmId = delivery.Alarm?.Id ?? "",
        EpisodeId = delivery.Alarm?.EpisodeId ?? "",
        RuleName = delivery.Alarm?.RuleName ?? "",
        Name = delivery.Alarm?.Name ?? "",
        AlarmState = delivery.Alarm?.State ?? AlarmState.Unspecified,
        QueuedMs = nowMs,
        Redriven = delivery.Redriven,
        Place = before?.Place,
        Notes = { before?.Notes ?? [] },
        Attempts = before?.Attempts ?? 0,
        RecordId = delivery.Errand?.RecordId ?? "",
        AlarmCount = before?.AlarmCount ?? 0,
    };

    /// <summary>To the partition it stood in, for an entity's records belong together whoever placed them; by its key if there is no such partition any more.</summary>
    private Redrive AgainToSource(Letter letter, DeadLetterNote note)
    {
        var record = RedrivenRecord.Of(letter.Record, note.Topic, WithoutOrigin(letter.Record.Value, note));
        var place = new Origin { Topic = letter.Record.Topic, Partition = letter.Place.Partition, Offset = letter.Place.Offset };
        return new Redrive(letter, record, note.Partition < partitions[note.Topic] ? note.Partition : ByKey, Note(letter, place));
    }

    /// <summary>By its origin it would be taken for a repetition, and dropped. That is right only where all came of it but what was too large.</summary>
    private byte[]? WithoutOrigin(byte[]? value, DeadLetterNote note) =>
        note.Topic == topics.Alarms ? WithoutOrigin(AlarmMessage.Parser, value, alarm => alarm.Origin = null)
        : note.ErrorClass == TooLarge ? value
        : note.Topic == topics.Actions ? WithoutOrigin(ActionRecord.Parser, value, Forget)
        : note.Topic == topics.Commands ? WithoutOrigin(ActionCommand.Parser, value, command => command.Origin = null)
        : value;

    private static byte[]? WithoutOrigin<T>(MessageParser<T> parser, byte[]? value, Action<T> forget)
        where T : class, IMessage<T>
    {
        try
        {
            var message = parser.ParseFrom(value ?? []);
            var before = message.Clone();
            forget(message);
            return message.Equals(before) ? value : message.ToByteArray();
        }
        catch (InvalidProtocolBufferException)
        {
            return value;
        }
    }

    private static void Forget(ActionRecord record)
    {
        switch (record.RecordCase)
        {
            case ActionRecord.RecordOneofCase.Signal:
                record.Signal.Origin = null;
                break;
            case ActionRecord.RecordOneofCase.Guarded:
                record.Guarded.Origin = null;
                break;
            case ActionRecord.RecordOneofCase.Request:
                record.Request.Origin = null;
                break;
        }
    }

    private OutputRecord Note(Letter letter, IMessage value) => new(topics.Records, LedgerTable.KeyOf(letter), value.ToByteArray());
}
