namespace Tocsin.Engine.Rules;

/// <summary>What the body of a webhook looks like.</summary>
public enum WebhookPayload
{
    /// <summary>SkyWalking's array of alarms, our own fields behind its.</summary>
    SkyWalking,

    /// <summary>The webhook of Prometheus Alertmanager, version 4.</summary>
    Alertmanager,

    /// <summary>A batch of CloudEvents 1.0 in JSON.</summary>
    CloudEvents,
}
