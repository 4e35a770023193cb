using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Webhook;

/// <summary>
/// All alarms of a message in one POST, signed if the hook has a secret. Recoveries of SkyWalking's payload go to URLs of their own; the other payloads
/// say themselves what they are, so without such URLs they go where the alarms go. A URL that is named for both gets both, in their order.
/// </summary>
/// <param name="hook">With resolved secrets.</param>
/// <param name="url">Of this receiver.</param>
/// <param name="isRecovery">This receiver is one of the recovery-urls.</param>
/// <param name="links">For Alertmanager's payload.</param>
internal sealed class WebhookFormat(HookSettings hook, Uri url, bool isRecovery, TemplateLinks links) : IHttpFormat
{
    public string? WhyUntold(AlarmMessage alarm) =>
        IsToldBoth || AlarmWords.IsRecovery(alarm) == isRecovery ? null
        : isRecovery ? "only recoveries go to recovery-urls"
        : hook.RecoveryUrls.IsEmpty ? "no recovery-urls" : "recoveries go to recovery-urls";

    private bool IsToldBoth => (hook.Payload != WebhookPayload.SkyWalking && hook.RecoveryUrls.IsEmpty)
        || (!isRecovery && hook.RecoveryUrls.Any(each => Uri.TryCreate(each, UriKind.Absolute, out var recovery) && recovery == url));

    public HttpCall Call(OutgoingMessage message)
    {
        var body = Body(message);
        return new(url, body) { ContentType = ContentType(), Headers = Headers(message, body) };
    }

    public Answer Judge(HttpAnswer answer) => Answer.Ok with { Status = answer.Status };

    private byte[] Body(OutgoingMessage message) => hook.Payload switch
    {
        WebhookPayload.Alertmanager => new AlertmanagerJson(hook.FullName, links).Write(message),
        WebhookPayload.CloudEvents => CloudEventsJson.Write(message),
        _ => JsonBody.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var alarm in message.Alarms)
            {
                AlarmJson.Write(writer, alarm, message);
            }

            writer.WriteEndArray();
        }),
    };

    private string ContentType() => hook.Payload == WebhookPayload.CloudEvents ? CloudEventsJson.ContentType : "application/json";

    private ImmutableArray<KeyValuePair<string, string>> Headers(OutgoingMessage message, byte[] body)
    {
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        headers.Add(JsonBody.Accept);
        headers.Add(new("webhook-id", message.Id));
        if (hook.Secret is { Length: > 0 } secret)
        {
            var timeSeconds = message.NowMs / 1_000;
            headers.Add(new("webhook-timestamp", timeSeconds.ToString(CultureInfo.InvariantCulture)));
            headers.Add(new("webhook-signature", WebhookSign.Of(secret, message.Id, timeSeconds, body)));
        }

        headers.RemoveAll(header => hook.Headers.Any(own => own.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase)));
        headers.AddRange(hook.Headers);
        return headers.ToImmutable();
    }
}
