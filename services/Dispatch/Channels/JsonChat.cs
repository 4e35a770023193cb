using System.Text;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Channels;

/// <summary>A chat whose text-template is the JSON body of a message.</summary>
/// <param name="text">The templates.</param>
/// <param name="rules">What the chat takes.</param>
internal sealed class JsonChat(ChatText text, JsonChatRules rules)
{
    public static JsonChat Of(HookSettings hook, TemplateLinks links, JsonChatRules rules) => new(new(hook, TemplateTarget.Json, links), rules);

    public string? WhyUntold(AlarmMessage alarm) => text.WhyUntold(alarm);

    /// <summary>The body and what was wrong with the template.</summary>
    public (string Body, string Warning) Fill(OutgoingMessage message)
    {
        var filled = text.Fill(message, rules.Message, body => JsonExcess.Of(body, rules.MaxBytes, rules.Texts.AsSpan()));
        return (filled.IsPlain ? Plain(message) : filled.Text, filled.Warning);
    }

    /// <summary>Letters that JSON needs several for may make a body too long although the text isn't.</summary>
    private string Plain(OutgoingMessage message)
    {
        for (var size = rules.Message.Size; ; size /= 2)
        {
            var body = rules.Plain.Replace("%s", JsonText.Escape(ChatText.Plain(message, rules.Message with { Size = size })), StringComparison.Ordinal);
            if (Encoding.UTF8.GetByteCount(body) <= rules.MaxBytes)
            {
                return body;
            }
        }
    }

    /// <summary>A call whose body is the filled template as it is.</summary>
    public HttpCall Call(Uri url, OutgoingMessage message)
    {
        var (body, warning) = Fill(message);
        return JsonBody.Call(url, Encoding.UTF8.GetBytes(body), warning);
    }
}
