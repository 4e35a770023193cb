using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.Receiving;

/// <summary>
/// A receiver for trying things out, on 127.0.0.1 only: takes what webhooks and chats are sent, shows it on a page, and misbehaves when told to, so that one can see
/// what waits catch up.
/// </summary>
internal sealed class ReceiverServer : IDisposable
{
    private const int MaxBodyBytes = 4 * 1_024 * 1_024;
    private static readonly TimeSpan _stopTime = TimeSpan.FromSeconds(1);
    private readonly KestrelServer _server;

    private ReceiverServer(KestrelServer server) => _server = server;

    /// <summary>Where the page is; hooks post to /webhook and /chat, or anything below them.</summary>
    public Uri Page { get; private set; } = new("http://127.0.0.1");

    /// <param name="port">0: a free one.</param>
    /// <param name="secret">With which webhooks are signed; null: signatures aren't checked.</param>
    /// <param name="time">The clock that arrivals are stamped with and misbehaviour ends by.</param>
    /// <param name="onArrival">Told of every message once it is answered for, from several threads.</param>
    /// <exception cref="StageFailureException">The port is taken.</exception>
    public static ReceiverServer Start(int port, string? secret, TimeProvider time, Action<Arrival> onArrival)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MaxBodyBytes;
        options.Listen(IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new ReceiverServer(new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance));
        var desk = new ReceiverDesk(new ArrivalReader(secret is null ? null : new SignatureChecker(secret), time), new Arrivals(), new Behaviour(time), time, onArrival);
        try
        {
            server._server.StartAsync(new Application(desk), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            server._server.Dispose();
            throw new StageFailureException($"the receiver can't listen on port {port}: {(exception.InnerException ?? exception).Message}. Port 0 takes a free one", exception);
        }

        server.Page = new Uri(server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return server;
    }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(_stopTime);
        _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        _server.Dispose();
    }

    private sealed class Application(ReceiverDesk desk) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public Task ProcessRequestAsync(HttpContext context) => desk.AnswerAsync(context);
    }
}
