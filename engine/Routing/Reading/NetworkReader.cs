using System.Globalization;
using System.Net;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads where requests may go besides public addresses.</summary>
internal static class NetworkReader
{
    public static NetworkSettings Read(Section file)
    {
        if (file.Find("network") is not { } value
            || Section.Open(file.KeyOf("network")!, value, "'network'", ["allow"], file.Problems) is not { } section)
        {
            return new();
        }

        var allow = section.Texts("allow");
        foreach (var place in allow.Where(place => !IsPlace(place.Text)))
        {
            section.Problems.Error(place, "bad-address",
                $"'{place.Text}' is no address, no network such as 10.1.0.0/16 and no host name, the first and the last perhaps with a port");
        }

        return new() { Allow = [.. allow.Select(place => place.Text)] };
    }

    private static bool IsPlace(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(text, out _);
        }

        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon);
        return hasPort
            ? IsHost(text[..colon]) && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            : IsHost(text);
    }

    private static bool IsHost(string text)
    {
        // A mistyped address such as 10.1.2.256, 10.1 or 0x7f.1 would pass for a host name.
        var last = text[(text.LastIndexOf('.') + 1)..];
        var looksLikeAddress = last.Length > 0 && (last.All(char.IsAsciiDigit) || last.StartsWith("0x", StringComparison.OrdinalIgnoreCase));
        return looksLikeAddress
            ? IPAddress.TryParse(text, out var address) && address.ToString() == text
            : Uri.CheckHostName(text) != UriHostNameType.Unknown;
    }
}
