using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Tocsin.Dispatch.Grpc;
using Tocsin.Dispatch.Safety;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Compares what a gRPC hook would send, as it goes out, with the facts of a case.</summary>
internal static class GrpcHookCase
{
    private const string UsualHook = "gRPCHook";
    private const int FrameHead = 5;

    public static bool Is(JsonElement @case) => @case.GetProperty("settings").EnumerateObject().Any(property => property.Name.Equals(UsualHook, StringComparison.OrdinalIgnoreCase));

    /// <summary>What differs, or null.</summary>
    public static string? Run(JsonElement @case)
    {
        var alarms = @case.GetProperty("messages").EnumerateArray().Select(HookCase.Alarm).ToImmutableArray();
        var hook = SettingsText.Read(@case.GetProperty("settings")).Hooks.Single();
        var requests = new Requests();
        using var client = new HttpMessageInvoker(requests);
        var timeoutMs = hook.Delivery.TimeoutMs ?? 10_000;
        var channel = new GrpcChannel(GrpcSettings.Of(hook.Receivers.Single()), Network.Of(AllowList.Of(["127.0.0.0/8"])), client, timeoutMs);
        channel.SendAsync(new() { Id = "message-id", Alarms = alarms, NowMs = 1 }, CancellationToken.None).GetAwaiter().GetResult();
        var request = Assert.Single(requests.Seen);
        var told = Messages(request.Body).ToList();
        if (!told.SequenceEqual(alarms))
        {
            return $"other alarms: {string.Join(' ', told)}";
        }

        var differences = @case.GetProperty("expected").EnumerateObject().Where(fact => !Holds(fact, request, told.Count, timeoutMs)).Select(fact => $"{fact.Name}: {fact.Value}").ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static bool Holds(JsonProperty fact, Request request, int messages, int timeoutMs) => fact.Name switch
    {
        "service" => request.Url.AbsolutePath.StartsWith($"/{fact.Value.GetString()}/", StringComparison.Ordinal),
        "method" => request.Url.AbsolutePath.EndsWith($"/{fact.Value.GetString()}", StringComparison.Ordinal),
        "proto_package" => !request.Url.AbsolutePath.Contains('.', StringComparison.Ordinal) == fact.Value.GetString()!.StartsWith("(none", StringComparison.Ordinal),
        "shape" => fact.Value.GetString()!.StartsWith("client streaming: all messages of the round in one stream", StringComparison.Ordinal) && messages > 0,
        "channel" => (request.Url.Scheme == "http") == (fact.Value.GetString() == "plaintext") && request.Version == HttpVersion.Version20,
        "deadline_seconds" => timeoutMs == fact.Value.GetInt32() * 1_000 && request.Deadline == $"{timeoutMs}m",

        // Here it would be tried again; that is for the outbox to decide, not for the channel.
        "on_error" => false,
        _ => throw new InvalidDataException($"expected \"{fact.Name}\" is not understood"),
    };

    /// <summary>Each after a byte that says it isn't compressed and four of its length.</summary>
    private static IEnumerable<AlarmMessage> Messages(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            Assert.Equal(0, body[at]);
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 1));
            yield return AlarmMessage.Parser.ParseFrom(body, at + FrameHead, length);
            at += FrameHead + length;
        }
    }

    private sealed record Request(Uri Url, Version Version, string Deadline, byte[] Body);

    private sealed class Requests : HttpMessageHandler
    {
        public List<Request> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(new(request.RequestUri!, request.Version, request.Headers.GetValues("grpc-timeout").Single(), await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            response.TrailingHeaders.Add("grpc-status", "0");
            return response;
        }
    }
}
