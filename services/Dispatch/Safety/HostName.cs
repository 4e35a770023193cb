using System.Net;

namespace Tocsin.Dispatch.Safety;

/// <summary>
/// A host as everybody downstream will understand it, however it was spelled: full-width letters and dots in ASCII, international names as xn--,
/// lower case, no dot at the end, and every way to write an IPv4 address (0x7f.1, 0177.0.0.1, 2130706433, 127.1) recognised as one.
/// </summary>
internal readonly record struct HostName
{
    private static readonly System.Globalization.IdnMapping _idn = new();

    private HostName(string text, IPAddress? address) => (Text, Address) = (text, address);

    /// <summary>The name, or the address in its usual form, without brackets.</summary>
    public string Text { get; }

    /// <summary>Null for a name that has to be looked up.</summary>
    public IPAddress? Address { get; }

    public override string ToString() => Text;

    /// <summary>Null if it can't be the name of a host: empty, or a number at its end that makes no address.</summary>
    public static HostName? Parse(string text)
    {
        var ascii = string.Concat(text.Select(Ascii)).Trim().ToLowerInvariant();
        var bare = ascii is ['[', .. var inner, ']'] ? inner : ascii.EndsWith('.') ? ascii[..^1] : ascii;
        if (IPAddress.TryParse(bare, out var address))
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return new(plain.ToString(), plain);
        }

        return bare.Length is > 0 and <= 255 && !bare.Contains(':', StringComparison.Ordinal) && !EndsInNumber(bare) && Idn(bare) is { } name ? new(name, null) : null;
    }

    /// <summary>Letters that resolvers and browsers take for ASCII ones.</summary>
    private static char Ascii(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3002' or '\uFF61' => '.',
        _ => letter,
    };

    /// <summary>No name ends so; where one resolves all the same, it does as an address that this process didn't see.</summary>
    private static bool EndsInNumber(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length > 0 && (last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.Ordinal) && last.Skip(2).All(char.IsAsciiHexDigit)));
    }

    private static string? Idn(string name)
    {
        try
        {
            return _idn.GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
