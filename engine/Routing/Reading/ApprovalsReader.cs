using System.Globalization;
using System.Net;
using System.Text;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads how people answer by links. The key is never quoted.</summary>
internal static class ApprovalsReader
{
    public static ApprovalSettings? Read(Section file)
    {
        if (file.Find("approvals") is not { } value
            || Section.Open(file.KeyOf("approvals")!, value, "'approvals'", ["url", "listen", "key"], file.Problems) is not { } section)
        {
            return null;
        }

        var url = Url(section);
        var listen = Listen(section);
        var key = Key(section);
        return url is null || key is null ? null : new ApprovalSettings(url, listen, key);
    }

    private static Uri? Url(Section section)
    {
        if (section.Required("url") is not { } url)
        {
            return null;
        }

        if (HookValue.IsUrl(url.Text) && new Uri(url.Text) is { Query: "", Fragment: "", UserInfo: "" } read)
        {
            return read.AbsolutePath.EndsWith('/') ? read : new Uri(read.AbsoluteUri + "/");
        }

        section.Problems.Error(url, "bad-url", "not a URL that begins with http:// or https:// and has nothing behind its path, such as https://tocsin.example.org/");
        return null;
    }

    private static string Listen(Section section)
    {
        if (section.Scalar("listen") is not { } listen)
        {
            return ApprovalSettings.UsualListen;
        }

        if (!IsPlace(listen.Text))
        {
            section.Problems.Error(listen, "bad-address", "not a place to listen at: HOST:PORT with an address, localhost or * as host, or a port");
        }

        return listen.Text;
    }

    /// <summary>What stands elsewhere is measured when it is used.</summary>
    private static string? Key(Section section)
    {
        if (section.Required("key") is not { } key)
        {
            return null;
        }

        if (!HookValue.IsReference(key, section.Problems) && Encoding.UTF8.GetByteCount(key.Text) < ApprovalSettings.LeastKeyBytes)
        {
            section.Problems.Error(key, "bad-key", $"the key needs at least {ApprovalSettings.LeastKeyBytes} bytes: whoever guesses it can answer for others");
        }

        return key.Text;
    }

    private static bool IsPlace(string text)
    {
        var colon = text.LastIndexOf(':');
        var isPort = ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isPort && (colon < 0 || IsHost(text[..colon]));
    }

    private static bool IsHost(string host) => host is "*" or "localhost"
        || (host is ['[', .. var inner, ']'] ? IPAddress.TryParse(inner, out _) : !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out _));
}
