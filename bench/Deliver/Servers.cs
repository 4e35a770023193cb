using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Receivers that take whatever comes: webhooks and chats by HTTP/1.1, and SkyWalking's gRPC service.</summary>
internal sealed class Servers : IDisposable
{
    private readonly WebApplication _server;
    private readonly Func<string, byte[], Task> _onBody;
    private int _messages;

    /// <param name="onBody">Is given path and body of each POST by HTTP/1.1; the answer waits for it.</param>
    public Servers(Func<string, byte[], Task> onBody)
    {
        _onBody = onBody;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromMilliseconds(100));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().Wait();
        Ports = [.. _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port)];
    }

    public int Messages => Volatile.Read(ref _messages);

    public int HttpPort => Ports[0];

    public int GrpcPort => Ports[1];

    private int[] Ports { get; }

    public void Dispose() => _server.DisposeAsync().AsTask().Wait();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _messages);
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await _onBody(context.Request.Path, body.ToArray());
        await context.Response.WriteAsync("ok", context.RequestAborted);
    }
}
