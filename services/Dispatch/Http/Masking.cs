using System.Collections.Immutable;

namespace Tocsin.Dispatch.Http;

/// <summary>Shows where something goes without what would let others send there, too.</summary>
internal static class Masking
{
    public const string Mark = "***";

    private const int LongSegment = 16;
    private const int ShortSegment = 8;

    private static readonly string[] _openHeaders =
        ["Accept", "Content-Type", "User-Agent", "webhook-id", "webhook-timestamp"];

    /// <summary>Scheme, host and the words of the path; values of the query and segments that look like tokens are masked.</summary>
    public static string Url(Uri url)
    {
        var path = string.Join('/', url.AbsolutePath.Split('/').Select(segment => IsToken(segment) ? Mark : segment));
        var query = url.Query.Length > 1 ? "?" + string.Join('&', url.Query[1..].Split('&').Select(Parameter)) : "";
        return $"{url.Scheme}://{url.Authority}{path}{query}";
    }

    /// <summary>Headers as they may be shown: those that users set may hold keys, so only well-known ones keep their values.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> Headers(IEnumerable<KeyValuePair<string, string>> headers) =>
        [.. headers.Select(header => KeyValuePair.Create(header.Key, _openHeaders.Contains(header.Key, StringComparer.OrdinalIgnoreCase) ? header.Value : Mark))];

    /// <summary>What of a URL is nobody else's business.</summary>
    public static IEnumerable<string> SecretsOf(Uri url)
    {
        var values = url.Query.Length > 1 ? url.Query[1..].Split('&').Select(parameter => parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]) : [];
        var hidden = url.AbsolutePath.Split('/').Where(IsToken).Concat(values).Append(url.UserInfo).ToList();
        return hidden.Concat(hidden.Select(Uri.UnescapeDataString)).Distinct();
    }

    private static string Parameter(string parameter) =>
        parameter.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? $"{parameter[..at]}={Mark}" : Mark;

    /// <summary>Long and not a word, or short and like an identifier: digits among capitals, as in T024BE7LD.</summary>
    private static bool IsToken(string segment)
    {
        var digits = segment.Count(char.IsAsciiDigit);
        var capitals = segment.Count(char.IsAsciiLetterUpper);
        var isMixed = digits > 0 || (capitals > 0 && segment.Any(char.IsAsciiLetterLower));
        return segment.Contains(':', StringComparison.Ordinal)
            || segment.Contains('%', StringComparison.Ordinal)
            || segment.Length >= 2 * LongSegment
            || (segment.Length >= LongSegment && isMixed)
            || (segment.Length >= ShortSegment && digits > 0 && capitals > 0)
            || (segment.Length >= ShortSegment && digits == segment.Length);
    }
}
