using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.WeLink;

/// <summary>Huawei's WeLink: each message is preceded by a request for the token that it needs.</summary>
internal sealed class WeLinkChannel(WeLinkSettings settings, ChatText text, IHttpSender sender, Masker masker) : IChannel
{
    private const string TokenHeader = "x-wlk-Authorization";
    private static readonly TextLimit _content = TextLimit.Bytes(4_000);
    private static readonly ProviderCodes _codes = new(new Dictionary<long, Verdict> { [-1] = Verdict.TryAgain }.ToFrozenDictionary(), WaitMs: 0);

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    public ImmutableArray<Preview> Render(OutgoingMessage message) => [Preview(TokenCall()), Preview(MessageCall(message, Masker.Mark))];

    public async Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var asked = await sender.PostAsync(TokenCall(), stop).ConfigureAwait(false);
        if (!asked.IsSuccess)
        {
            return asked.Failure;
        }

        if (Token(asked.Success) is not { Length: > 0 } token)
        {
            return new(Verdict.TryAgain, "no-token", AnswerJson.Line(masker.Mask(asked.Success.Body))) { Status = asked.Success.Status };
        }

        var call = MessageCall(message, token);
        var sent = await sender.PostAsync(call, stop).ConfigureAwait(false);
        var hiding = masker.With(token).With(message.AnswerToken);
        var answer = sent.IsSuccess ? Judge(sent.Success, hiding) : sent.Failure;
        return answer with { Warning = call.Warning, Detail = hiding.Mask(answer.Detail) };
    }

    /// <summary>The words of a masked copy, before they are shortened: half a secret wouldn't be recognised.</summary>
    private static Answer Judge(HttpAnswer came, Masker hiding) => _codes.Judge(came) with { Detail = _codes.Judge(came with { Body = hiding.Mask(came.Body) }).Detail };

    private static string Token(HttpAnswer answer) => AnswerJson.Object(answer.Body) is { } json ? AnswerJson.Text(json, "access_token") : "";

    private HttpCall TokenCall() => JsonBody.Call(settings.AccessTokenUrl, JsonBody.Write(writer =>
    {
        writer.WriteStartObject();
        writer.Text("client_id", settings.ClientId);
        writer.Text("client_secret", settings.ClientSecret);
        writer.WriteEndObject();
    }));

    private HttpCall MessageCall(OutgoingMessage message, string token)
    {
        var filled = text.Fill(message, _content);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("app_service_info");
            writer.WriteString("app_service_id", "1");
            writer.Text("app_service_name", settings.RobotName);
            writer.WriteEndObject();
            writer.Text("app_msg_id", message.Id);
            writer.WriteStartArray("group_id");
            foreach (var group in settings.GroupIds)
            {
                writer.Text(group);
            }

            writer.WriteEndArray();
            writer.Text("content", Content(filled.Text));
            writer.WriteNumber("content_type", 0);
            writer.WriteString("client_app_id", "1");
            writer.WriteEndObject();
        });
        return JsonBody.Call(settings.MessageUrl, body, filled.Warning) with { Headers = [JsonBody.Accept, new(TokenHeader, token)] };
    }

    /// <summary>The text stands within an XML document within another, once as HTML and once as it is.</summary>
    private static string Content(string text)
    {
        var html = WebUtility.HtmlEncode(WebUtility.HtmlEncode(text));
        var plain = WebUtility.HtmlEncode(text.Replace("]]>", "]] >", StringComparison.Ordinal));
        return "<r><n></n><g>0</g><c>&lt;imbody&gt;&lt;imagelist/&gt;"
            + $"&lt;html&gt;&lt;![CDATA[&lt;DIV&gt;{html}&lt;/DIV&gt;]]&gt;&lt;/html&gt;&lt;content&gt;&lt;![CDATA[{plain}]]&gt;&lt;/content&gt;&lt;/imbody&gt;</c></r>";
    }

    private Preview Preview(HttpCall call) => new(
        $"POST {PreviewUrl.Of(call.Url)}",
        [.. call.Headers.Select(header => header.Key == TokenHeader ? new(header.Key, Masker.Mark) : header)],
        masker.Mask(Encoding.UTF8.GetString(call.Body)),
        call.Warning);
}
