using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Secrets;

/// <summary>Which values of a hook nobody may see.</summary>
internal static class HookSecrets
{
    private const int LongestWord = 15;

    /// <summary>Keys of receivers whose values anybody may see; all others hold secrets, those not known yet too.</summary>
    private static readonly ImmutableHashSet<string> _public =
    [
        "target-host", "target-port", "tls", "smtp-host", "smtp-port", "username", "from", "to", "chat-id", "group-ids", "robot-name", "subject-template",
        "recovery-subject-template", "client-id",
    ];

    /// <summary>The secrets of a hook whose values are resolved.</summary>
    /// <param name="hook">With resolved values.</param>
    /// <param name="resolved">Values that stood elsewhere: a secret whatever their key.</param>
    public static IEnumerable<string> Of(HookSettings hook, IEnumerable<string> resolved) =>
    [
        .. hook.Receivers.SelectMany(receiver => receiver.Where(pair => !_public.Contains(pair.Key)).SelectMany(pair => Of(pair.Value))),
        .. hook.RecoveryUrls.SelectMany(Of),
        .. hook.Headers.SelectMany(header => header.Value.Split(' ').Append(header.Value)),
        .. hook.Secret is { } secret ? [secret, secret.Replace("whsec_", "", StringComparison.Ordinal)] : Array.Empty<string>(),
        .. resolved.SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries).Append(value).Concat(Of(value))),
    ];

    private static IEnumerable<string> Of(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? OfUrl(url) : [value];

    /// <summary>The whole of path and query, and each of their parts that isn't an ordinary word, since receivers repeat them apart.</summary>
    private static IEnumerable<string> OfUrl(Uri url)
    {
        var parts = (url.AbsolutePath + "/" + url.Fragment.TrimStart('#')).Split('/').Concat(url.UserInfo.Split(':'));
        var values = url.Query.TrimStart('?').Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return parts.Concat(values)
            .Where(part => !IsWord(part))
            .SelectMany(part => new[] { part, Uri.UnescapeDataString(part) })
            .Concat(url.PathAndQuery.Length > LongestWord ? [url.PathAndQuery] : []);
    }

    /// <summary>Such as "services", "robot", "send_message": not secret, and masking it would make answers hard to read.</summary>
    private static bool IsWord(string part) => part.Length <= LongestWord && part.All(letter => char.IsAsciiLetterLower(letter) || letter is '-' or '_' or '.');
}
