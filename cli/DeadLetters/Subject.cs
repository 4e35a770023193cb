using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.Protos;
using Tocsin.Runtime.Stages;
using Tocsin.V1;

namespace Tocsin.Cli.DeadLetters;

/// <summary>What a dead letter is about, as far as its value tells.</summary>
internal sealed record Subject
{
    /// <summary>Null for anything but a delivery.</summary>
    public string? Receiver { get; private init; }

    public string? Rule { get; private init; }

    public string? Entity { get; private init; }

    public AlarmState? State { get; private init; }

    /// <summary>Null for anything but a delivery.</summary>
    public string? DeliveryId { get; private init; }

    /// <summary>How often the delivery had been redriven before it became this letter.</summary>
    public uint Redriven { get; private init; }

    private static Subject Unknown { get; } = new();

    public static Subject Of(InputRecord letter, DeadLetterNote? note, Topics topics) =>
        note is null ? Unknown
        : note.Topic == topics.Deliveries ? OfDelivery(letter.Value)
        : note.Topic == topics.Alarms ? OfAlarm(Parsed(AlarmMessage.Parser, letter.Value))
        : note.Topic == topics.Metrics ? OfEntity(Parsed(MetricRecord.Parser, letter.Value)?.Sample?.Entity)
        : Unknown;

    private static Subject OfDelivery(byte[]? value) => DeliveryRecords.Read(value).Record?.Delivery is { } delivery
        ? Told(delivery) with { Receiver = delivery.Receiver, DeliveryId = delivery.Id, Redriven = delivery.Redriven }
        : Unknown;

    /// <summary>A summary is about no entity alone.</summary>
    private static Subject Told(Delivery delivery) => delivery.Errand?.Summary is { } summary
        ? new Subject { Entity = $"summary of {Plural.Of(summary.Alarms.Count + (int)summary.More, "alarm")}" }
        : OfAlarm(delivery.Alarm);

    private static Subject OfAlarm(AlarmMessage? alarm) => alarm is null or { State: AlarmState.Unspecified }
        ? Unknown
        : new Subject { Rule = alarm.RuleName, Entity = alarm.Name, State = alarm.State };

    private static Subject OfEntity(Entity? entity) => entity is null ? Unknown : new Subject { Entity = entity.Name.Length > 0 ? entity.Name : entity.Id0 };

    private static T? Parsed<T>(MessageParser<T> parser, byte[]? value)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(value ?? []);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
