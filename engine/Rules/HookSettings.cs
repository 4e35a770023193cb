using System.Collections.Immutable;

namespace Tocsin.Engine.Rules;

/// <summary>
/// Whom to tell about alarms, as the settings file says it, with every key spelled the 10.x way (text-template, target-host).
/// Receivers hold secrets: a class, not a record, so that printing one shows its name and nothing else.
/// </summary>
public sealed class HookSettings
{
    /// <summary>webhook, gRPC, slack, wechat, dingtalk, feishu, welink, pagerduty, discord, teams, telegram or email.</summary>
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>The name rules know it by, such as "slack.ops".</summary>
    public string FullName => $"{Type}.{Name}";

    /// <summary>Told about every rule that names no hooks of its own.</summary>
    public bool IsDefault { get; init; }

    /// <summary>"%s" stands for the alarm's message. Null for hooks that send data, not text.</summary>
    public string? TextTemplate { get; init; }

    /// <summary>Null: recoveries aren't sent as text to this hook.</summary>
    public string? RecoveryTextTemplate { get; init; }

    /// <summary>
    /// Each one to be told, by keys that depend on the type: url (webhook, slack, wechat), url and secret (dingtalk, feishu), url and
    /// username (discord), target-host and target-port (gRPC), integration-key and perhaps events-api-url (pagerduty), client-id and so on (welink),
    /// bot-token, chat-id and api-url (telegram); smtp-host, smtp-port, tls, from, to (joined by commas) and perhaps username and password, subject-template
    /// and recovery-subject-template (email). A value may be a reference instead, env:NAME or file:PATH.
    /// </summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string>> Receivers { get; init; } = [];

    /// <summary>URLs told about recoveries; only for webhooks.</summary>
    public ImmutableArray<string> RecoveryUrls { get; init; } = [];

    /// <summary>Those that are told of recoveries alone; one that is told of alarms, too, gets both in their order.</summary>
    public IEnumerable<string> SeparateRecoveryUrls => RecoveryUrls.Where(url => !Receivers.Any(receiver => receiver.GetValueOrDefault("url") == url));

    /// <summary>HTTP headers to send along; only for webhooks.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Key to sign requests with; only for webhooks.</summary>
    public string? Secret { get; init; }

    /// <summary>What the body of a webhook looks like.</summary>
    public WebhookPayload Payload { get; init; }

    /// <summary>What the receiver takes and how long it is worth trying, where the file says so.</summary>
    public DeliverySettings Delivery { get; init; } = DeliverySettings.Unset;

    public override string ToString() => FullName;
}
