using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Webhook;

/// <summary>The webhook of Prometheus Alertmanager, version 4.</summary>
/// <param name="receiver">How it is told what it is called.</param>
/// <param name="links">"external" and "generator" become externalURL and generatorURL.</param>
internal sealed class AlertmanagerJson(string receiver, TemplateLinks links)
{
    private const string NotYet = "0001-01-01T00:00:00Z";
    private const int FingerprintBytes = 8;

    public byte[] Write(OutgoingMessage message)
    {
        var alerts = message.Alarms.Select(alarm => new Alert(alarm, Alert.LabelsOf(alarm), Alert.AnnotationsOf(alarm, message))).ToList();
        var group = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (alerts.All(alert => alert.Alarm.RuleName == alerts[0].Alarm.RuleName))
        {
            group["alertname"] = alerts[0].Alarm.RuleName;
        }

        return JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", "4");
            writer.Text("groupKey", $"{{}}:{{{string.Join(", ", group.Select(label => $"{label.Key}={JsonText.Quote(label.Value)}"))}}}");
            writer.WriteNumber("truncatedAlerts", message.More);
            writer.WriteString("status", alerts.All(alert => alert.IsResolved) ? "resolved" : "firing");
            writer.Text("receiver", receiver);
            WriteMap(writer, "groupLabels", group);
            WriteMap(writer, "commonLabels", Common(alerts, alert => alert.Labels));
            WriteMap(writer, "commonAnnotations", Common(alerts, alert => alert.Annotations));
            writer.Text("externalURL", links.Render("external", Input(message)));
            writer.WriteStartArray("alerts");
            alerts.ForEach(alert => WriteAlert(writer, alert, message));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private void WriteAlert(Utf8JsonWriter writer, Alert alert, OutgoingMessage message)
    {
        var alarm = alert.Alarm;
        writer.WriteStartObject();
        writer.WriteString("status", alert.IsResolved ? "resolved" : "firing");
        WriteMap(writer, "labels", alert.Labels);
        WriteMap(writer, "annotations", alert.Annotations);
        writer.WriteString("startsAt", AlarmWords.Iso(alarm.StartTime));
        writer.WriteString("endsAt", !alert.IsResolved ? NotYet : AlarmWords.Iso(alarm.RecoveryTime > 0 ? alarm.RecoveryTime : alarm.TimeMs));
        writer.Text("generatorURL", links.Render("generator", Input(message with { Alarms = [alarm] })));
        writer.WriteString("fingerprint", Fingerprint(alert));
        writer.WriteEndObject();
    }

    private static TemplateInput Input(OutgoingMessage message) => message.ToInput(message.Alarms[0].AlarmMessage_, TemplateLinks.None);

    /// <summary>The same for the same labels, and so for an alarm and its recovery.</summary>
    private static string Fingerprint(Alert alert)
    {
        var text = string.Join('\0', alert.Labels.SelectMany(label => new[] { label.Key, label.Value }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, FingerprintBytes));
    }

    private static SortedDictionary<string, string> Common(List<Alert> alerts, Func<Alert, SortedDictionary<string, string>> part) => new(
        part(alerts[0]).Where(pair => alerts.All(alert => part(alert).TryGetValue(pair.Key, out var value) && value == pair.Value)).ToDictionary(), StringComparer.Ordinal);

    private static void WriteMap(Utf8JsonWriter writer, string name, SortedDictionary<string, string> map)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            writer.Text(key, value);
        }

        writer.WriteEndObject();
    }
}
