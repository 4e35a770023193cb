using Google.Protobuf;
using Tocsin.Engine.Deliveries;
using Tocsin.V1;

namespace Tocsin.Unit.Deliveries;

/// <summary>Deliveries that Converge commands.</summary>
internal static class Errands
{
    public static Delivery Notification(string entity, int number, AlarmState state = AlarmState.Firing)
    {
        var delivery = Log.Delivery(entity, number, state);
        delivery.Errand = new Errand { RecordId = $"record-{number}", Key = ByteString.CopyFromUtf8($"key of record-{number}"), Policy = "a-policy", Package = "firing", Level = AlarmLevel.Warning };
        return delivery;
    }

    public static Delivery Callback(string entity, int number, long notAfterMs, uint attempts = 3)
    {
        var delivery = Notification(entity, number);
        delivery.Errand.NotAfterMs = notAfterMs;
        delivery.Errand.MaxAttempts = attempts;
        return delivery;
    }

    public static Delivery Question(string entity, int number)
    {
        var delivery = Notification(entity, number);
        delivery.Errand.Question = new Question { Sentence = "Three ran within five minutes.", AskedMs = 1, UntilMs = 2 };
        return delivery;
    }

    /// <summary>With seven more that are told by their number alone.</summary>
    public static Delivery Summary(int number, params string[] entities)
    {
        var delivery = Notification("", number);
        delivery.Alarm = null;
        delivery.Id = DeliveryId.Of($"record-{number}", Log.Receiver);
        delivery.Errand.Summary = new Summary { More = 7, Alarms = { entities.Select((entity, index) => Log.Delivery(entity, (number * 1_000) + index).Alarm) } };
        return delivery;
    }
}
