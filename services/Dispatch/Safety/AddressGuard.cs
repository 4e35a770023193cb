using System.Net;
using System.Net.Sockets;

namespace Tocsin.Dispatch.Safety;

/// <summary>Looks a name up.</summary>
internal delegate Task<IPAddress[]> NameLookup(string name, CancellationToken stop);

/// <summary>
/// The only way out: it connects to addresses of the public internet, and to others if network.allow names them. A name is looked up once for each
/// connection, all that comes back is judged, and the connection is made to what was judged, so that a second answer can't lead elsewhere. If one
/// of a name's addresses is refused, all are: a name that points outside and inside at once is a mistake or an attack.
/// </summary>
internal sealed class AddressGuard(AllowList allow, NameLookup lookup)
{
    public static NameLookup System { get; } = static (name, stop) => Dns.GetHostAddressesAsync(name, stop);

    /// <summary>What can be said of a URL before any connection: its scheme, user info, and its host as far as it is written there.</summary>
    /// <exception cref="AddressRefusedException">It isn't to be used.</exception>
    public void Check(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
        {
            throw Permanent("only http:// and https:// URLs are used");
        }

        if (url.UserInfo.Length > 0)
        {
            throw Permanent("a URL with a user name or password in it isn't used; give them in a header");
        }

        Check(url.Host, url.Port);
    }

    /// <summary>The same for a host and a port.</summary>
    /// <exception cref="AddressRefusedException">It isn't to be used.</exception>
    public HostName Check(string host, int port)
    {
        var name = HostName.Parse(host) ?? throw Permanent("the host isn't a name or an address");
        if (allow.Covers(name, port))
        {
            return name;
        }

        if (SpecialAddresses.IsMetadata(name.Text))
        {
            throw Permanent($"{name} is the metadata service of a cloud; {Setting(name.Text)}");
        }

        if (name.Address is { } address && WhyRefused(address, port) is { } why)
        {
            throw Permanent($"{why}; {Setting(address.ToString())}");
        }

        return name;
    }

    /// <summary>A connection to one of the host's addresses, tried one after the other.</summary>
    /// <exception cref="AddressRefusedException">One of them is refused.</exception>
    /// <exception cref="SocketException">The name has no address, or none answers.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken stop)
    {
        var name = Check(host, port);
        var addresses = name.Address is { } literal ? [literal] : await lookup(name.Text, stop).ConfigureAwait(false);
        if (addresses.Select(address => WhyRefused(name, address, port)).FirstOrDefault(why => why is not null) is { } refusal)
        {
            throw new AddressRefusedException($"{name} resolves to {refusal}");
        }

        return await ConnectAsync(addresses, port, stop).ConfigureAwait(false);
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        Exception failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(address, port, stop).ConfigureAwait(false);
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure;
    }

    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken stop)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A host that is allowed may be anywhere, but a name is still not a way to a machine's credentials.</summary>
    private string? WhyRefused(HostName name, IPAddress address, int port)
    {
        var isMetadata = name.Address is null && SpecialAddresses.IsMetadata(Plain(address));
        return allow.Covers(name, port) && !isMetadata ? null
            : WhyRefused(address, port) is { } why ? $"{why}; {Setting(isMetadata ? Plain(address).ToString() : name.Text)}"
            : null;
    }

    /// <summary>Null for an address that may be connected to.</summary>
    private string? WhyRefused(IPAddress given, int port)
    {
        var address = Plain(given);
        if (allow.Covers(address, port))
        {
            return null;
        }

        return SpecialAddresses.KindOf(address) is { } kind ? $"{address}, which is {kind}"
            : EmbeddedAddresses.In(address).FirstOrDefault(inner => WhyRefused(inner, port) is not null) is { } inner
                ? $"{address}, which leads to {inner}, which is {SpecialAddresses.KindOf(inner)}"
            : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static AddressRefusedException Permanent(string message) => new(message) { IsPermanent = true };

    private static string Setting(string entry) => $"network.allow: [\"{entry}\"] in dispatch.yml would allow it";
}
