using System.Globalization;
using System.Net;

namespace Tocsin.Dispatch.Safety;

/// <summary>
/// One entry of network.allow: a range ("10.0.0.0/8"), an address, a host name as it stands in a URL, and either of the last two with a port
/// ("relay.internal:25", "[::1]:8080").
/// </summary>
internal sealed class AllowEntry
{
    private readonly HostName? _host;
    private readonly IPNetwork? _range;
    private readonly int? _port;

    private AllowEntry(HostName? host, IPNetwork? range, int? port) => (_host, _range, _port) = (host, range, port);

    /// <summary>Null if it is none of these.</summary>
    public static AllowEntry? Parse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(text, out var range) ? new(null, range, null) : null;
        }

        var (host, port) = Split(text);
        return port == 0 || HostName.Parse(host) is not { } name || Uri.CheckHostName(name.Text) == UriHostNameType.Unknown ? null : new(name, null, port);
    }

    /// <summary>True for a host that was written so in a URL, whatever it resolves to.</summary>
    public bool Covers(HostName host, int port) => _host == host && IsPort(port);

    /// <summary>True for an address, however it was come by. Of metadata services only one that is named itself.</summary>
    public bool Covers(IPAddress address, int port) =>
        (_host?.Address is { } own && own.Equals(address) && IsPort(port)) || (_range is { } range && range.Contains(address) && !SpecialAddresses.IsMetadata(address));

    private bool IsPort(int port) => _port is null || _port == port;

    /// <summary>The port is 0 where one is written that can't be.</summary>
    private static (string Host, int? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        var isV6 = text.IndexOf(':', StringComparison.Ordinal) != colon && text[..Math.Max(colon, 0)] is not ['[', .., ']'];
        if (colon < 0 || isV6 || text.EndsWith(']'))
        {
            return (text, null);
        }

        return (text[..colon], ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0);
    }
}
