using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Tocsin.Dispatch.Safety;

/// <summary>The way out: what may be connected to, whose certificates are trusted, and the time.</summary>
internal sealed record Network(AddressGuard Guard)
{
    private static readonly TimeSpan _connectTime = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null: what this machine trusts.</summary>
    public X509ChainPolicy? Trust { get; init; }

    public static Network Of(AllowList allow) => new(new AddressGuard(allow, AddressGuard.System));

    public SslClientAuthenticationOptions Tls(string host = "") => new() { TargetHost = host, CertificateChainPolicy = Trust?.Clone() };

    /// <summary>Connections of one receiver. Names are looked up again every few minutes; nothing comes from the environment, such as a proxy.</summary>
    /// <param name="connections">At most so many at the same time.</param>
    public SocketsHttpHandler CreateHandler(int connections) => new()
    {
        ConnectCallback = async (context, stop) => await Guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stop).ConfigureAwait(false),
        ConnectTimeout = _connectTime,
        MaxConnectionsPerServer = connections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        SslOptions = Tls(),
    };
}
