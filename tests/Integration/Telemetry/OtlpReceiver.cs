using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Tocsin.Integration.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and remembers the names of metrics and the ids of spans. Numbers are those of OTLP's fields.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;

    private OtlpReceiver(WebApplication server) => _server = server;

    /// <summary>A span: its ids in hexadecimal, and its name.</summary>
    internal sealed record Span(string TraceId, string SpanId, string ParentId, string Name);

    public ConcurrentDictionary<string, bool> Metrics { get; } = [];

    public ConcurrentQueue<Span> Spans { get; } = [];

    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver._server.Run(receiver.TakeAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (context.Request.Path.Value)
        {
            case "/v1/metrics":
                foreach (var metric in Inner(body.ToArray(), 1, 2, 2))
                {
                    Metrics[Field(metric, 1).Single().ToStringUtf8()] = true;
                }

                break;
            case "/v1/traces":
                foreach (var span in Inner(body.ToArray(), 1, 2, 2))
                {
                    Spans.Enqueue(new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Field(span, 5).Single().ToStringUtf8()));
                }

                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>The messages at the end of a path of repeated fields.</summary>
    private static IEnumerable<ByteString> Inner(byte[] message, params int[] path) =>
        path.Aggregate<int, IEnumerable<ByteString>>([ByteString.CopyFrom(message)], (messages, field) => messages.SelectMany(each => Field(each, field)));

    private static string Hex(ByteString message, int field) => string.Concat(Field(message, field).Select(bytes => Convert.ToHexStringLower(bytes.Span)));

    /// <summary>All values of a field of bytes, text or messages.</summary>
    private static List<ByteString> Field(ByteString message, int field)
    {
        var values = new List<ByteString>();
        var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag && tag != 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                values.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return values;
    }
}
