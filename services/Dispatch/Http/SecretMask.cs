using System.Collections.Immutable;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;

namespace Tocsin.Dispatch.Http;

/// <summary>Takes the secrets of one receiver out of texts: receivers repeat in their answers what they were sent.</summary>
internal sealed class SecretMask
{
    private const int MaxDetailLetters = 500;

    private static readonly string[] _keys = ["secret", "client-id", "client-secret", "integration-key", "bot-token", "password"];

    private readonly ImmutableArray<string> _secrets;

    /// <param name="secrets">Longer ones are hidden first, in case one is part of another.</param>
    public SecretMask(IEnumerable<string> secrets) =>
        _secrets = [.. secrets.SelectMany(secret => new[] { secret, JsonText.Escape(secret), Uri.EscapeDataString(secret) })
            .Where(secret => secret.Length > 2).Distinct().OrderByDescending(secret => secret.Length)];

    /// <summary>All that is secret about a receiver, as its settings say.</summary>
    public static SecretMask Of(HookSettings hook, ImmutableSortedDictionary<string, string> receiver) =>
        new(receiver.Where(pair => _keys.Contains(pair.Key)).Select(pair => pair.Value)
            .Concat(receiver.Values.Concat(hook.RecoveryUrls).SelectMany(OfUrl))
            .Concat(hook.Headers.Select(header => header.Value))
            .Append(hook.Secret ?? ""));

    public string Clean(string text) => _secrets.Aggregate(text, (cleaned, secret) => cleaned.Replace(secret, Masking.Mark, StringComparison.Ordinal));

    /// <summary>The receiver's own words as one line of an answer.</summary>
    public string Detail(string text) =>
        TextLimit.Letters(MaxDetailLetters).Cut(Clean(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    private static IEnumerable<string> OfUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? Masking.SecretsOf(url) : [];
}
