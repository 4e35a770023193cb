using System.Collections.Immutable;
using System.Net;

namespace Tocsin.Dispatch.Safety;

/// <summary>What network.allow of dispatch.yml opens besides the public internet.</summary>
internal sealed class AllowList
{
    private readonly ImmutableArray<AllowEntry> _entries;

    private AllowList(ImmutableArray<AllowEntry> entries) => _entries = entries;

    public static AllowList Nothing { get; } = new([]);

    /// <param name="entries">As the settings have them.</param>
    /// <exception cref="FormatException">One can't be understood; the message names it.</exception>
    public static AllowList Of(IEnumerable<string> entries) => new([.. entries.Select(entry =>
        AllowEntry.Parse(entry) ?? throw new FormatException($"network.allow: '{entry}' is neither a range such as 10.0.0.0/8 nor an address or host name, perhaps with a port"))]);

    /// <summary>For settings readers: false for an entry that <see cref="Of"/> would refuse.</summary>
    public static bool IsEntry(string text) => AllowEntry.Parse(text) is not null;

    /// <summary>True if the host stands in the list as it stands in the URL, so that what it resolves to doesn't matter.</summary>
    public bool Covers(HostName host, int port) => _entries.Any(entry => entry.Covers(host, port));

    public bool Covers(IPAddress address, int port) => _entries.Any(entry => entry.Covers(address, port));
}
