using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Feishu;

/// <summary>
/// Custom robots of Feishu and Lark. With a secret the body is signed; "ats" of the template, user ids with commas between, become mentions
/// at the end of the text and isn't sent itself.
/// </summary>
internal sealed class FeishuFormat(JsonChat chat, Uri url, string secret) : IHttpFormat
{
    /// <summary>Feishu takes 20 KB; signature and mentions need some of it.</summary>
    public static JsonChatRules Rules { get; } = new(TextLimit.Bytes(18_000), 19_000, """{"msg_type":"text","content":{"text":"%s"}}""");

    /// <summary>11232: too fast; 9499: too fast or not understood; 19001, 19021, 19022: token, signature or address.</summary>
    private static readonly ProviderCodes _codes = new(
        new Dictionary<long, Verdict>
        {
            [11232] = Verdict.TryAgain,
            [9499] = Verdict.TryAgain,
            [19001] = Verdict.Refused,
            [19021] = Verdict.Refused,
            [19022] = Verdict.Refused,
        }.ToFrozenDictionary(),
        WaitMs: 10_000)
    {
        ByText = new Dictionary<long, (string, Verdict)> { [9499] = ("bad request", Verdict.ContentRefused) }.ToFrozenDictionary(),
    };

    public string? WhyUntold(AlarmMessage alarm) => chat.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var (body, warning) = chat.Fill(message);
        var json = JsonNode.Parse(body)!.AsObject();
        Mention(json);
        if (secret.Length > 0)
        {
            var timeSeconds = message.NowMs / 1_000;
            json["timestamp"] = timeSeconds;
            json["sign"] = FeishuSign.Of(secret, timeSeconds);
        }

        return JsonBody.Call(url, JsonBody.Write(writer => json.WriteTo(writer)), warning);
    }

    public Answer Judge(HttpAnswer answer) => _codes.Judge(answer);

    private static void Mention(JsonObject json)
    {
        var ats = json["ats"]?.ToString() ?? "";
        json.Remove("ats");
        if (ats.Length > 0 && json["content"] is JsonObject content && content["text"] is JsonValue text)
        {
            var mentions = ats.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(id => $"<at user_id=\"{id}\"></at>");
            content["text"] = text + string.Concat(mentions);
        }
    }
}
