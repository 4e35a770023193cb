using System.Net;
using System.Net.Sockets;

namespace Tocsin.Dispatch.Safety;

/// <summary>IPv6 addresses behind which a gateway or the system reaches an IPv4 address.</summary>
internal static class EmbeddedAddresses
{
    private static readonly IPNetwork _nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork _6to4 = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork _teredo = IPNetwork.Parse("2001::/32");

    /// <summary>The IPv4 addresses within; none for most addresses.</summary>
    public static IEnumerable<IPAddress> In(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return [];
        }

        var bytes = address.GetAddressBytes();
        return _nat64.Contains(address) ? [Four(bytes, 12)]
            : _6to4.Contains(address) ? [Four(bytes, 2)]
            : _teredo.Contains(address) ? [Four(bytes, 4), Four([.. bytes.Select(each => (byte)~each)], 12)]
            : IsIsatap(bytes) ? [Four(bytes, 12)]
            : [];
    }

    private static bool IsIsatap(byte[] bytes) => bytes is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..];

    private static IPAddress Four(byte[] bytes, int at) => new(bytes.AsSpan(at, 4));
}
