using System.Collections.Immutable;
using System.Text;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Secrets;
using Tocsin.V1;

namespace Tocsin.Dispatch.Http;

/// <summary>A receiver that is told with one POST.</summary>
internal sealed class HttpChannel(IHttpFormat format, IHttpSender sender, Masker masker) : IChannel
{
    /// <summary>Headers that hold no secret; of others only the name is shown.</summary>
    private static readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Content-Type", "User-Agent", "webhook-id", "webhook-timestamp", "traceparent" };

    public string? WhyUntold(AlarmMessage alarm) => format.WhyUntold(alarm);

    public ImmutableArray<Preview> Render(OutgoingMessage message)
    {
        var call = format.Call(message);
        var headers = call.Headers.Prepend(new("Content-Type", call.ContentType)).Select(header => KeyValuePair.Create(header.Key, _shown.Contains(header.Key) ? header.Value : Masker.Mark));
        return [new($"POST {PreviewUrl.Of(call.Url)}", [.. headers], masker.Mask(Encoding.UTF8.GetString(call.Body)), call.Warning)];
    }

    public async Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        if (!TryCall(message, out var call, out var failure))
        {
            return failure;
        }

        var outcome = await sender.PostAsync(call, stop).ConfigureAwait(false);
        var answer = outcome.IsSuccess ? Judge(outcome.Success, masker.With(message.AnswerToken)) : outcome.Failure;
        return call.Warning.Length == 0 ? answer : answer with { Warning = call.Warning };
    }

    /// <summary>What can't be put into a request is the message's fault: others may go out.</summary>
    private bool TryCall(OutgoingMessage message, out HttpCall call, out Answer failure)
    {
        try
        {
            (call, failure) = (format.Call(message), Answer.Ok);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            (call, failure) = (null!, new(Verdict.ContentRefused, "format", exception.Message));
            return false;
        }
    }

    /// <summary>
    /// The verdict is that of the answer as it came; its words are taken from a masked copy, because a format may shorten them, and half a secret
    /// wouldn't be recognised afterwards.
    /// </summary>
    private Answer Judge(HttpAnswer came, Masker hiding)
    {
        try
        {
            var answer = format.Judge(came) with { Status = came.Status };
            var masked = hiding.Mask(came.Body);
            return masked == came.Body ? answer : answer with { Detail = format.Judge(came with { Body = masked }).Detail };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(Verdict.TryAgain, "bad-answer", exception.Message) { Status = came.Status };
        }
    }
}
