using System.Net;
using System.Net.Sockets;

namespace Tocsin.Dispatch.Safety;

/// <summary>Addresses that aren't of the public internet, each with the word that says what it is of. From the IANA registries of special-purpose addresses.</summary>
internal static class SpecialAddresses
{
    private const string Metadata = "metadata";
    private const string Reserved = "reserved";
    private const string Private = "private";
    private const string LinkLocal = "link-local";
    private const string Multicast = "multicast";

    private static readonly (IPNetwork Network, string Kind)[] _v4 =
    [
        Range("169.254.169.254/32", Metadata),
        Range("169.254.170.2/32", Metadata),
        Range("100.100.100.200/32", Metadata),
        Range("168.63.129.16/32", Metadata),
        Range("192.0.0.192/32", Metadata),
        Range("0.0.0.0/8", "unspecified"),
        Range("10.0.0.0/8", Private),
        Range("100.64.0.0/10", "of a carrier's NAT"),
        Range("127.0.0.0/8", "loopback"),
        Range("169.254.0.0/16", LinkLocal),
        Range("172.16.0.0/12", Private),
        Range("192.0.0.0/24", Reserved),
        Range("192.0.2.0/24", Reserved),
        Range("192.88.99.0/24", Reserved),
        Range("192.168.0.0/16", Private),
        Range("198.18.0.0/15", Reserved),
        Range("198.51.100.0/24", Reserved),
        Range("203.0.113.0/24", Reserved),
        Range("224.0.0.0/4", Multicast),
        Range("255.255.255.255/32", "broadcast"),
        Range("240.0.0.0/4", Reserved),
    ];

    private static readonly (IPNetwork Network, string Kind)[] _v6 =
    [
        Range("fd00:ec2::254/128", Metadata),
        Range("fd20:ce::254/128", Metadata),
        Range("::/128", "unspecified"),
        Range("::1/128", "loopback"),
        Range("::/96", Reserved),
        Range("64:ff9b:1::/48", Reserved),
        Range("100::/64", Reserved),
        Range("2001:db8::/32", Reserved),
        Range("2001:10::/28", Reserved),
        Range("2001:20::/28", Reserved),
        Range("2001:2::/48", Reserved),
        Range("3fff::/20", Reserved),
        Range("5f00::/16", Reserved),
        Range("fc00::/7", Private),
        Range("fe80::/10", LinkLocal),
        Range("fec0::/10", "site-local"),
        Range("ff00::/8", Multicast),
    ];

    /// <summary>Null for an address of the public internet.</summary>
    public static string? KindOf(IPAddress address) =>
        Array.Find(address.AddressFamily == AddressFamily.InterNetwork ? _v4 : _v6, range => range.Network.Contains(address)).Kind;

    /// <summary>Whoever reaches these gets a cloud machine's credentials, so a range that is allowed doesn't include them.</summary>
    public static bool IsMetadata(IPAddress address) => KindOf(address) == Metadata;

    /// <summary>Names under which clouds give out their machines' credentials.</summary>
    public static bool IsMetadata(string name) => name is "metadata" or "metadata.google.internal" or "instance-data" or "instance-data.ec2.internal"
        or "metadata.azure.internal" or "metadata.tencentyun.com" or "metadata.platformequinix.com";

    private static (IPNetwork Network, string Kind) Range(string network, string kind) => (IPNetwork.Parse(network), kind);
}
