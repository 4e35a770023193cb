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

namespace Tocsin.Dispatch.Approvals;

/// <summary>Serves the page of approvals over HTTP; what stands before it in the network speaks TLS.</summary>
internal sealed class ApprovalServer : IDisposable
{
    private const int MostBodyBytes = 16_384;
    private const int MostConnections = 100;
    private static readonly TimeSpan _stopTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly KestrelServer _server;

    private ApprovalServer(KestrelServer server) => _server = server;

    /// <summary>Where it listens, the port chosen if it was 0.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <exception cref="StageFailureException">The address can't be listened on.</exception>
    public static ApprovalServer Start(IPEndPoint address, ApprovalDesk desk)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MostBodyBytes;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.RequestHeadersTimeout = _patience;
        options.Limits.KeepAliveTimeout = _patience;
        options.Listen(address);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new ApprovalServer(new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance));
        try
        {
            server._server.StartAsync(new Application(desk), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            server._server.Dispose();
            throw new StageFailureException($"approvals: can't listen on {address}: {(exception.InnerException ?? exception).Message}", exception);
        }

        server.Address = new Uri(server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return server;
    }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(_stopTime);
        _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        _server.Dispose();
    }

    private sealed class Application(ApprovalDesk desk) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public Task ProcessRequestAsync(HttpContext context) => desk.AnswerAsync(context);
    }
}
