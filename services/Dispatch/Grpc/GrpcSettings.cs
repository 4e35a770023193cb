using System.Collections.Immutable;
using System.Globalization;

namespace Tocsin.Dispatch.Grpc;

/// <summary>Where a gRPC receiver is.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="IsTls">Plaintext if not, as SkyWalking's.</param>
internal sealed record GrpcSettings(string Host, int Port, bool IsTls)
{
    /// <exception cref="FormatException">A value isn't what it has to be; the message says which.</exception>
    public static GrpcSettings Of(ImmutableSortedDictionary<string, string> receiver) => new(
        receiver.GetValueOrDefault("target-host") is { Length: > 0 } host ? host : throw new FormatException("target-host is missing"),
        ushort.TryParse(receiver.GetValueOrDefault("target-port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port : throw new FormatException("target-port isn't a port"),
        receiver.GetValueOrDefault("tls") == "true");

    public string Authority => Host.Contains(':', StringComparison.Ordinal) && !Host.StartsWith('[') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    public Uri Url(string method) => new($"{(IsTls ? "https" : "http")}://{Authority}/{method}");
}
