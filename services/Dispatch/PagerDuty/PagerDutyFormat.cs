using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Webhook;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.PagerDuty;

/// <summary>
/// PagerDuty's Events API, version 2. The episode is the incident: its firings, repeats and recovery carry the same dedup_key, so PagerDuty
/// resolves what it was told of. A question is an incident of its own.
/// </summary>
internal sealed class PagerDutyFormat(ChatText text, Uri url, string integrationKey) : IHttpFormat
{
    public const string UsualUrl = "https://events.pagerduty.com/v2/enqueue";
    private const string Source = "Skywalking";
    private const string UsualSeverity = "warning";

    private static readonly TextLimit _summary = TextLimit.Letters(1_024);

    private static readonly Dictionary<string, string> _severities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = "critical",
        ["fatal"] = "critical",
        ["error"] = "error",
        ["major"] = "error",
        ["warning"] = "warning",
        ["warn"] = "warning",
        ["minor"] = "warning",
        ["info"] = "info",
        ["notice"] = "info",
    };

    /// <summary>A recovery needs no text of its own: it resolves what the alarm opened.</summary>
    public string? WhyUntold(AlarmMessage alarm) => text.TellsFirings ? null : text.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var alarm = message.Alarms[0];
        var isRecovery = message.Asks is null && message.Alarms.All(AlarmWords.IsRecovery);
        var filled = text.Fill(message, _summary);
        return JsonBody.Call(url, JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("payload");
            writer.Text("summary", filled.Text);
            writer.WriteString("severity", _severities.GetValueOrDefault(AlarmWords.Tag(alarm, "level"), UsualSeverity));
            writer.WriteString("source", Source);
            WriteDetails(writer, message);
            writer.WriteEndObject();
            writer.Text("routing_key", integrationKey);
            writer.Text("dedup_key", !message.IsDigest && message.Asks is null && alarm.EpisodeId.Length > 0 ? alarm.EpisodeId : message.Id);
            writer.WriteString("event_action", isRecovery ? "resolve" : "trigger");
            writer.WriteEndObject();
        }), filled.Warning);
    }

    public Answer Judge(HttpAnswer answer)
    {
        var status = AnswerJson.Object(answer.Body) is { } json ? AnswerJson.Text(json, "status") : "";
        return status is "" or "success" ? Answer.Ok with { Status = answer.Status }
            : new(Verdict.ContentRefused, "pagerduty-error", AnswerJson.Line(answer.Body)) { Status = answer.Status };
    }

    /// <summary>What SkyWalking doesn't send goes along where there is something to send.</summary>
    private static void WriteDetails(Utf8JsonWriter writer, OutgoingMessage message)
    {
        var alarm = message.Alarms[0];
        if (!message.IsDigest && alarm.Id.Length > 0)
        {
            writer.WriteString("timestamp", AlarmWords.Iso(alarm.TimeMs));
            writer.TextIfAny("component", alarm.Name);
            writer.TextIfAny("class", alarm.RuleName);
            writer.WritePropertyName("custom_details");
            AlarmJson.Write(writer, alarm, message);
        }
    }
}
