using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Webhook;

/// <summary>A batch of CloudEvents 1.0 in JSON; the data of each is the alarm as SkyWalking's array has it.</summary>
internal static class CloudEventsJson
{
    public const string ContentType = "application/cloudevents-batch+json";

    public static byte[] Write(OutgoingMessage message) => JsonBody.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var alarm in message.Alarms)
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.Text("id", alarm.Id.Length > 0 ? alarm.Id : message.Id);
            writer.WriteString("source", "/tocsin/alarms");
            writer.Text("type", $"tocsin.alarm.{(AlarmWords.Of(alarm.State) is { Length: > 0 } state ? state : "firing")}");
            writer.TextIfAny("subject", alarm.Name);
            writer.WriteString("time", AlarmWords.Iso(alarm.TimeMs > 0 ? alarm.TimeMs : alarm.StartTime));
            writer.WriteString("datacontenttype", "application/json");
            AlarmJson.WriteMarks(writer, message);
            writer.WritePropertyName("data");
            AlarmJson.Write(writer, alarm, message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
