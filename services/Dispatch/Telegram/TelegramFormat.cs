using System.Globalization;
using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Telegram;

/// <summary>A bot of Telegram that writes plain text to one chat.</summary>
internal sealed class TelegramFormat(ChatText text, Uri url, string chatId) : IHttpFormat
{
    public const string UsualText = "{{#unless isDigest}}{{#if isRecovery}}\u2705 {{state}}: {{else}}\U0001F534 {{/if}}{{/unless}}{{message}}";
    public const string UsualApi = "https://api.telegram.org";

    private static readonly TextLimit _text = TextLimit.Letters(4_096);

    /// <summary>Where a bot sends its messages.</summary>
    public static Uri Url(Uri api, string botToken) => new($"{api.AbsoluteUri.TrimEnd('/')}/bot{botToken}/sendMessage");

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var filled = text.Fill(message, _text);
        return JsonBody.Call(url, JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.Text("chat_id", chatId);
            writer.Text("text", filled.Text);
            writer.WriteStartObject("link_preview_options");
            writer.WriteBoolean("is_disabled", true);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }), filled.Warning);
    }

    public Answer Judge(HttpAnswer answer)
    {
        if (AnswerJson.Object(answer.Body) is not { } json || !json.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.False)
        {
            return Answer.Ok with { Status = answer.Status };
        }

        var code = json.TryGetProperty("error_code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var given) ? given : 0;
        var waitMs = AnswerJson.WaitMs(answer.Body);
        var verdict = code is 429 or >= 500 || waitMs > 0 ? Verdict.TryAgain : code is 401 or 403 or 404 ? Verdict.Refused : Verdict.ContentRefused;
        return new(verdict, string.Create(CultureInfo.InvariantCulture, $"telegram-{code}"), AnswerJson.Line(AnswerJson.Text(json, "description")))
        {
            Status = answer.Status,
            WaitMs = waitMs,
        };
    }
}
