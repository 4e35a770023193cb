using System.Collections.Immutable;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.DingTalk;
using Tocsin.Dispatch.Discord;
using Tocsin.Dispatch.Feishu;
using Tocsin.Dispatch.PagerDuty;
using Tocsin.Dispatch.Slack;
using Tocsin.Dispatch.Teams;
using Tocsin.Dispatch.Telegram;
using Tocsin.Dispatch.Webhook;
using Tocsin.Dispatch.WeChat;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Http;

/// <summary>Makes the formats of receivers that are told with one POST: all but gRPC, e-mail and WeLink, which has a channel of its own.</summary>
internal static class HttpFormats
{
    /// <param name="hook">With secrets resolved.</param>
    /// <param name="receiver">One of the hook's receivers, with secrets resolved; for a recovery URL of a webhook "url" alone.</param>
    /// <param name="isRecovery">It is one of the recovery-urls.</param>
    /// <param name="links">What templates may show.</param>
    /// <exception cref="FormatException">A URL isn't one; the message doesn't show it.</exception>
    public static IHttpFormat Create(HookSettings hook, ImmutableSortedDictionary<string, string> receiver, bool isRecovery, TemplateLinks links)
    {
        var secret = receiver.GetValueOrDefault("secret", "");
        return hook.Type switch
        {
            "webhook" => new WebhookFormat(hook, Url(hook, receiver, "url"), isRecovery, links),
            "slack" => new SlackFormat(new(hook, TemplateTarget.Json, links), Url(hook, receiver, "url"), ChannelLimits.Of(hook).AlarmsPerMessage),
            "wechat" => new WeChatFormat(JsonChat.Of(hook, links, WeChatFormat.Rules), Url(hook, receiver, "url")),
            "dingtalk" => new DingTalkFormat(JsonChat.Of(hook, links, DingTalkFormat.Rules), Url(hook, receiver, "url"), secret),
            "feishu" => new FeishuFormat(JsonChat.Of(hook, links, FeishuFormat.Rules), Url(hook, receiver, "url"), secret),
            "discord" => new DiscordFormat(Text(hook, links), Url(hook, receiver, "url"), receiver.GetValueOrDefault("username", "")),
            "teams" => new TeamsFormat(Text(hook, links, TeamsFormat.UsualText), Url(hook, receiver, "url")),
            "telegram" => new TelegramFormat(Text(hook, links, TelegramFormat.UsualText), Telegram(hook, receiver), receiver.GetValueOrDefault("chat-id", "")),
            "pagerduty" => new PagerDutyFormat(
                Text(hook, links), Url(hook, receiver, "events-api-url", PagerDutyFormat.UsualUrl), receiver.GetValueOrDefault("integration-key", "")),
            _ => throw new ArgumentException($"a hook of type {hook.Type} isn't told with one POST", nameof(hook)),
        };
    }

    private static ChatText Text(HookSettings hook, TemplateLinks links, string? usual = null) => new(hook, TemplateTarget.Text, links, usual);

    private static Uri Telegram(HookSettings hook, ImmutableSortedDictionary<string, string> receiver) =>
        TelegramFormat.Url(Url(hook, receiver, "api-url", TelegramFormat.UsualApi), receiver.GetValueOrDefault("bot-token", ""));

    private static Uri Url(HookSettings hook, ImmutableSortedDictionary<string, string> receiver, string key, string usual = "") =>
        Uri.TryCreate(receiver.GetValueOrDefault(key, usual), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
            : throw new FormatException($"hook {hook.FullName}: the {key} isn't a URL that begins with http:// or https://");
}
