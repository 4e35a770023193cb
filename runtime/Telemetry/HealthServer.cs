using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>Answers probes and scrapers over HTTP. Kestrel alone, without a host: no settings, environment variables or signals of its own.</summary>
public sealed class HealthServer : IDisposable
{
    private static readonly TimeSpan _stopTime = TimeSpan.FromSeconds(1);
    private readonly KestrelServer _server;

    private HealthServer(KestrelServer server) => _server = server;

    /// <summary>Where it listens, the port chosen if it was 0.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <exception cref="StageFailureException">The address can't be listened on.</exception>
    public static HealthServer Start(IPEndPoint address, IReadOnlyList<StageHealth> stages, PrometheusText metrics)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(address);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new HealthServer(new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance));
        try
        {
            server._server.StartAsync(new Application(stages, metrics), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            server._server.Dispose();
            throw new StageFailureException(
                $"can't listen on {address}: {(exception.InnerException ?? exception).Message}. Choose another address with --listen HOST:PORT, port 0 for a free one, or --listen {ListenAddress.Off}",
                exception);
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

    private sealed class Application(IReadOnlyList<StageHealth> stages, PrometheusText metrics) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var answer = HealthAnswer.To(context.Request.Method, context.Request.Path.Value ?? "/", stages, metrics);
            var body = Encoding.UTF8.GetBytes(answer.Text);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(body).ConfigureAwait(false);
            }
        }
    }
}
