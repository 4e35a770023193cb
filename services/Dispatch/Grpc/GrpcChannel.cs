using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.V1;

namespace Tocsin.Dispatch.Grpc;

/// <summary>SkyWalking's gRPC hook: all alarms of a message in one client stream, recoveries to a method of their own.</summary>
/// <param name="settings">Where it is.</param>
/// <param name="network">What may be connected to.</param>
/// <param name="client">Connections to this receiver alone.</param>
/// <param name="timeoutMs">What the receiver is told as its deadline; whoever calls keeps it.</param>
internal sealed class GrpcChannel(GrpcSettings settings, Network network, HttpMessageInvoker client, long timeoutMs) : IChannel
{
    private const string Alarm = "AlarmService/doAlarm";
    private const string Recovery = "AlarmService/doAlarmRecovery";
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";
    private static readonly JsonFormatter _json = new(JsonFormatter.Settings.Default.WithIndentation());

    public string? WhyUntold(AlarmMessage alarm) => null;

    public ImmutableArray<Preview> Render(OutgoingMessage message) =>
    [
        .. Calls(message).Select(call => new Preview(
            $"gRPC {settings.Authority} /{call.Method}",
            [new("webhook-id", message.Id)],
            string.Join('\n', call.Alarms.Select(_json.Format)))),
    ];

    /// <summary>The planner keeps alarms and recoveries apart; where both come nevertheless, as in a test, both are told.</summary>
    public async Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var answer = Answer.Ok;
        foreach (var call in Calls(message).TakeWhile(_ => answer.Verdict == Verdict.Delivered))
        {
            answer = await CallAsync(call, message.Id, stop).ConfigureAwait(false);
        }

        return answer;
    }

    private static IEnumerable<GrpcCall> Calls(OutgoingMessage message) => message.Alarms
        .GroupBy(alarm => alarm.State is AlarmState.Recovered or AlarmState.Closed)
        .Select(group => new GrpcCall(group.Key ? Recovery : Alarm, [.. group]));

    private async Task<Answer> CallAsync(GrpcCall call, string id, CancellationToken stop)
    {
        try
        {
            network.Guard.Check(settings.Url(call.Method));
            using var request = Request(call, id);
            using var response = await client.SendAsync(request, stop).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return HttpStatus.Judge((int)response.StatusCode, response.ReasonPhrase ?? "", RetryAfter.WaitMs(response.Headers, network.Time.GetUtcNow()));
            }

            // Trailers come behind the body, whose one message is empty; behind one too long to be read they aren't seen.
            await LimitedBody.ReadAsync(response.Content, stop).ConfigureAwait(false);
            return GrpcStatus.Judge(Trailer(response, StatusHeader), Trailer(response, MessageHeader) ?? "");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ConnectionFailure.Of(exception, stop);
        }
    }

    private HttpRequestMessage Request(GrpcCall call, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url(call.Method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new GrpcFrames(call.Alarms),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("grpc-timeout", $"{timeoutMs}m");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("User-Agent", "Tocsin");
        return request;
    }

    /// <summary>Where a call fails at once, its status stands among the headers.</summary>
    private static string? Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.First() : null;

    /// <summary>One stream to one method.</summary>
    private sealed record GrpcCall(string Method, ImmutableArray<AlarmMessage> Alarms);
}
