using System.Globalization;
using System.Net;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Telemetry;

/// <summary>Where probes and scrapers reach this process.</summary>
public static class ListenAddress
{
    /// <summary>All addresses, because probes come from outside of a container; the port OpenTelemetry uses for Prometheus.</summary>
    public const string Default = "*:9464";

    public const string Off = "off";

    /// <summary>Takes "HOST:PORT" or a port alone, where the host is an address, "localhost" or "*"; null for "off". Port 0 is any free one.</summary>
    /// <exception cref="StageFailureException">It is none of that.</exception>
    public static IPEndPoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Off)
        {
            return null;
        }

        var colon = text.LastIndexOf(':');
        var isPort = ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isPort && HostOf(colon < 0 ? "*" : text[..colon]) is { } host
            ? new IPEndPoint(host, port)
            : throw new StageFailureException($"'{text}' isn't an address to listen on: expected HOST:PORT such as 127.0.0.1:9464 or *:9464, a port, or {Off}");
    }

    private static IPAddress? HostOf(string host) => host switch
    {
        "*" => IPAddress.IPv6Any,
        "localhost" => IPAddress.Loopback,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var v6) ? v6 : null,
        _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out var v4) ? v4 : null,
    };
}
