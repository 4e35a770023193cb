using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Teams;

/// <summary>Workflows of Microsoft Teams that begin with a webhook request: an adaptive card with the text, and facts about a single alarm.</summary>
internal sealed partial class TeamsFormat(ChatText text, Uri url) : IHttpFormat
{
    public const string UsualText = "{{#unless isDigest}}{{state}}: {{/unless}}{{message}}";

    /// <summary>Teams takes 28 KB; the card around the text needs some of it, and JSON several letters for one.</summary>
    private static readonly TextLimit _text = TextLimit.Bytes(12_000);

    private static readonly TextLimit _fact = TextLimit.Letters(300);

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var filled = text.Fill(message, _text);
        return JsonBody.Call(url, JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "message");
            writer.WriteStartArray("attachments");
            writer.WriteStartObject();
            writer.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            writer.WriteNull("contentUrl");
            writer.WritePropertyName("content");
            WriteCard(writer, filled.Text, message);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }), filled.Warning);
    }

    /// <summary>Connectors of the older kind answer 200 and say in words what Teams itself answered.</summary>
    public Answer Judge(HttpAnswer answer)
    {
        if (!answer.Body.Contains("delivery failed", StringComparison.OrdinalIgnoreCase))
        {
            return Answer.Ok with { Status = answer.Status };
        }

        var code = Code().Match(answer.Body) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var verdict = code is 429 or >= 500 ? Verdict.TryAgain : Verdict.ContentRefused;
        return new(verdict, string.Create(CultureInfo.InvariantCulture, $"teams-{code}"), AnswerJson.Line(answer.Body)) { Status = answer.Status };
    }

    private static void WriteCard(Utf8JsonWriter writer, string text, OutgoingMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        writer.WriteString("type", "AdaptiveCard");
        writer.WriteString("version", "1.4");
        writer.WriteStartArray("body");
        writer.WriteStartObject();
        writer.WriteString("type", "TextBlock");
        writer.WriteBoolean("wrap", true);

        // In a card's Markdown a paragraph is what shows as a line.
        writer.Text("text", text.Replace("\n", "\n\n", StringComparison.Ordinal));
        writer.WriteEndObject();
        if (!message.IsDigest)
        {
            WriteFacts(writer, message.Alarms[0]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter writer, AlarmMessage alarm)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FactSet");
        writer.WriteStartArray("facts");
        foreach (var (title, value) in Facts(alarm).Where(fact => fact.Value.Length > 0))
        {
            writer.WriteStartObject();
            writer.WriteString("title", title);
            writer.Text("value", _fact.Cut(Mentions.Defuse(value)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<(string Title, string Value)> Facts(AlarmMessage alarm)
    {
        yield return ("Rule", alarm.RuleName);
        yield return ("Entity", alarm.Name);
        yield return ("Level", AlarmWords.Tag(alarm, "level"));
        yield return ("Since", alarm.StartTime > 0 ? AlarmWords.Iso(alarm.StartTime) : "");
        yield return ("Until", alarm.RecoveryTime > 0 ? AlarmWords.Iso(alarm.RecoveryTime) : "");
    }

    [GeneratedRegex(@"HTTP error (\d{3})")]
    private static partial Regex Code();
}
