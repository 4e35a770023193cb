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
                $"'{place.Text}' is no address, no network such as 10.1.0.0/16 and no host name");
        }

        return new() { Allow = [.. allow.Select(place => place.Text)] };
    }

    private static bool IsPlace(string text)
    {
        // A mistyped address such as 10.1.2.256 or 10.1 would pass for a host name.
        var looksLikeAddress = text.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter == '.');
        return text.Contains('/', StringComparison.Ordinal) ? IPNetwork.TryParse(text, out _)
            : looksLikeAddress ? IPAddress.TryParse(text, out var address) && address.ToString() == text
            : Uri.CheckHostName(text) != UriHostNameType.Unknown;
    }
}
