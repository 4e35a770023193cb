using Tocsin.Protos;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>A dead letter as far as it can be understood.</summary>
/// <param name="Record">As it stands in the topic; without key, value and headers where they aren't needed.</param>
/// <param name="Note">Null if no stage wrote it.</param>
/// <param name="Subject">What it is about.</param>
internal sealed record Letter(InputRecord Record, DeadLetterNote? Note, Subject Subject)
{
    private const string NotSaid = "?";

    public Place Place { get; } = new(Record.Partition, Record.Offset);

    public long TimeMs => Math.Max(0, Record.TimestampMs);

    public string Stage => Note?.Stage ?? NotSaid;

    public string ErrorClass => Note is { ErrorClass.Length: > 0 } note ? note.ErrorClass : NotSaid;

    public string Message => Note?.Message ?? "not a dead letter of Tocsin: its headers are missing";

    public bool IsDelivery => Subject.DeliveryId is not null;

    public static Letter Of(InputRecord record, Topics topics)
    {
        var note = DeadLetterNote.Of(record);
        return new Letter(record, note, Subject.Of(record, note, topics));
    }

    /// <summary>What a list needs, and no more, for there may be very many of them.</summary>
    public Letter WithoutContent() => this with { Record = Record with { Key = null, Value = null, Headers = null } };
}
