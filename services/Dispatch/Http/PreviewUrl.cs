using Tocsin.Dispatch.Secrets;

namespace Tocsin.Dispatch.Http;

/// <summary>As much of a URL as anybody may see: where it leads, not how one gets in.</summary>
internal static class PreviewUrl
{
    /// <summary>Paths and queries are secrets of chat services, so only the first segment is left if it is a word: https://hooks.slack.com/services/***.</summary>
    public static string Of(Uri url)
    {
        var host = url.IsDefaultPort ? url.Host : $"{url.Host}:{url.Port}";
        if (url.PathAndQuery.Length <= 1)
        {
            return $"{url.Scheme}://{host}/";
        }

        var first = url.Segments.Length > 2 ? url.Segments[1] : "";
        return $"{url.Scheme}://{host}/{(first.TrimEnd('/').All(char.IsAsciiLetterLower) ? first : "")}{Masker.Mark}";
    }
}
