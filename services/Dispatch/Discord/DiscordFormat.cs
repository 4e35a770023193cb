using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Discord;

/// <summary>Discord's webhooks.</summary>
internal sealed class DiscordFormat(ChatText text, Uri url, string username) : IHttpFormat
{
    private const string UsualName = "robot";
    private static readonly TextLimit _content = TextLimit.Letters(2_000);

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message)
    {
        var filled = text.Fill(message, _content);
        return JsonBody.Call(url, JsonBody.Write(writer =>
        {
            writer.WriteStartObject();
            writer.Text("username", username.Length > 0 ? username : UsualName);
            writer.Text("content", filled.Text);
            writer.WriteEndObject();
        }), filled.Warning);
    }

    public Answer Judge(HttpAnswer answer) => Answer.Ok with { Status = answer.Status };
}
