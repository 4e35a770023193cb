using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Channels;

/// <summary>Hooks with one receiver, and what they would send.</summary>
internal static class Hooks
{
    public const long NowMs = 1_700_000_000_000;

    public static HookSettings Hook(string type, string? text = null, string? recoveryText = null, params (string Key, string Value)[] receiver) => new()
    {
        Type = type,
        Name = "ops",
        TextTemplate = text,
        RecoveryTextTemplate = recoveryText,
        Receivers = [receiver.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)],
    };

    public static HookSettings Chat(string type, string? text, string? recoveryText = null) => Hook(
        type, text, recoveryText, ("url", "https://chat.example/hook"), ("bot-token", "123:abc"), ("chat-id", "-1001"), ("integration-key", "key-1"));

    public static HookSettings Alertmanager { get; } = new()
    {
        Type = "webhook",
        Name = "ops",
        Payload = WebhookPayload.Alertmanager,
        Receivers = [ImmutableSortedDictionary<string, string>.Empty.Add("url", "https://chat.example/hook")],
    };

    public static IHttpFormat Format(HookSettings hook, bool isRecovery = false, TemplateLinks? links = null) =>
        HttpFormats.Create(hook, hook.Receivers[0], isRecovery, links ?? TemplateLinks.None);

    public static OutgoingMessage Message(params AlarmMessage[] alarms) => new() { Id = "message-1", Alarms = [.. alarms], NowMs = NowMs };

    public static string Text(HttpCall call) => Encoding.UTF8.GetString(call.Body);

    public static JsonElement Json(HttpCall call)
    {
        using var document = JsonDocument.Parse(call.Body);
        return document.RootElement.Clone();
    }

    public static string? At(JsonElement json, string path) =>
        path.Split('.').Aggregate(json, (element, name) => int.TryParse(name, out var index) ? element[index] : element.GetProperty(name)).GetString();
}
