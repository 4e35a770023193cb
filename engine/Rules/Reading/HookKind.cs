namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// One type of hook: its keys, how a receiver is written, and the key of the 8.x file that held the only hook of the type.
/// Keys are those of 10.x; textTemplate and target_host are read as text-template and target-host.
/// </summary>
internal sealed record HookKind(string Type, string? TopLevelKey, string? ReceiversKey)
{
    private static readonly string[] _always = ["is-default", .. DeliveryReader.Keys];
    private static readonly string[] _talks = [.. _always, "text-template", "recovery-text-template"];

    public IReadOnlyCollection<string> Keys { get; private init; } = [];

    /// <summary>Keys of a receiver that is a mapping; the first is the one that a receiver written as text gives.</summary>
    public IReadOnlyList<string> ReceiverKeys { get; private init; } = ["url"];

    /// <summary>Keys a receiver can't do without.</summary>
    public IReadOnlyList<string> RequiredKeys { get; private init; } = ["url"];

    public bool HasText => Keys.Contains("text-template");

    /// <summary>Without a text-template there is something to tell, too.</summary>
    public bool HasOwnText { get; private init; }

    /// <summary>False where each alarm opens an incident that its own recovery resolves.</summary>
    public bool TakesDigests { get; private init; } = true;

    public static IReadOnlyList<HookKind> All { get; } =
    [
        new("webhook", "webhooks", "urls") { Keys = [.. _always, "urls", "recovery-urls", "headers", "secret", "payload"] },
        new("gRPC", "gRPCHook", null) { Keys = [.. _always, "target-host", "target-port", "tls"] },
        new("slack", "slackHooks", "webhooks") { Keys = [.. _talks, "webhooks"] },
        new("wechat", "wechatHooks", "webhooks") { Keys = [.. _talks, "webhooks"] },
        new("dingtalk", "dingtalkHooks", "webhooks") { Keys = [.. _talks, "webhooks"], ReceiverKeys = ["url", "secret"] },
        new("feishu", "feishuHooks", "webhooks") { Keys = [.. _talks, "webhooks"], ReceiverKeys = ["url", "secret"] },
        new("welink", "welinkHooks", "webhooks")
        {
            Keys = [.. _talks, "webhooks"],
            ReceiverKeys = ["message-url", "access-token-url", "client-id", "client-secret", "group-ids", "robot-name"],
            RequiredKeys = ["message-url", "access-token-url", "client-id", "client-secret", "group-ids"],
        },
        new("pagerduty", "pagerDutyHooks", "integration-keys")
        {
            Keys = [.. _talks, "integration-keys", "events-api-url"],
            ReceiverKeys = ["integration-key"],
            RequiredKeys = ["integration-key"],
            TakesDigests = false,
        },
        new("discord", "discordHooks", "webhooks") { Keys = [.. _talks, "webhooks"], ReceiverKeys = ["url", "username"] },
        new("teams", null, "webhooks") { Keys = [.. _talks, "webhooks"], HasOwnText = true },
        new("telegram", null, null) { Keys = [.. _talks, "bot-token", "chat-ids", "api-url"], HasOwnText = true },
        new("email", null, null)
        {
            Keys = [.. _talks, "smtp-host", "smtp-port", "tls", "username", "password", "from", "to", "subject-template", "recovery-subject-template"],
            HasOwnText = true,
        },
    ];

    public static HookKind? Find(string type) => All.FirstOrDefault(kind => kind.Type == type);
}
