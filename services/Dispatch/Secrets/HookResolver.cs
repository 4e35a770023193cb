using System.Collections.Immutable;
using Tocsin.Engine.Rules;

namespace Tocsin.Dispatch.Secrets;

/// <summary>Puts the values that stand elsewhere into a hook. One object is for one time.</summary>
internal sealed class HookResolver(HookSettings hook, SecretSource source)
{
    private readonly List<string> _resolved = [];
    private readonly List<string> _problems = [];

    /// <param name="hook">As the settings have it.</param>
    /// <param name="receiver">Whom of it this is about; a recovery URL is one with the key "url".</param>
    /// <param name="source">Where the values stand.</param>
    public static ResolvedHook Resolve(HookSettings hook, ImmutableSortedDictionary<string, string> receiver, SecretSource source) =>
        new HookResolver(hook, source).Resolve(receiver);

    /// <summary>True if something of it stands elsewhere, so that it may change while the settings don't.</summary>
    public static bool HasReferences(HookSettings hook, ImmutableSortedDictionary<string, string> receiver) =>
        receiver.Values.Concat(hook.Headers.Select(header => header.Value)).Append(hook.Secret ?? "").Any(SecretSource.IsReference);

    private ResolvedHook Resolve(ImmutableSortedDictionary<string, string> receiver)
    {
        var values = receiver.ToImmutableSortedDictionary(pair => pair.Key, pair => Value(pair.Key, pair.Value), StringComparer.Ordinal);
        var settings = new HookSettings
        {
            Type = hook.Type,
            Name = hook.Name,
            IsDefault = hook.IsDefault,
            TextTemplate = hook.TextTemplate,
            RecoveryTextTemplate = hook.RecoveryTextTemplate,
            Receivers = [values],
            // Of those that belong to other receivers nothing is needed here.
            RecoveryUrls = [.. hook.RecoveryUrls.Select(url => receiver.GetValueOrDefault("url") == url ? values["url"] : url)],
            Headers = [.. hook.Headers.Select(header => KeyValuePair.Create(header.Key, Value($"header {header.Key}", header.Value)))],
            Secret = hook.Secret is { } secret ? Value("secret", secret) : null,
            Payload = hook.Payload,
            Delivery = hook.Delivery,
        };
        return new(settings, Masker.Of(HookSecrets.Of(settings, _resolved)), [.. _problems]);
    }

    private string Value(string key, string value)
    {
        if (!SecretSource.IsReference(value))
        {
            return value;
        }

        try
        {
            var resolved = source.Resolve(value, $"{hook.FullName}: {key}");
            _resolved.Add(resolved);
            return resolved;
        }
        catch (SecretException exception)
        {
            _problems.Add(exception.Message);
            return key.EndsWith("url", StringComparison.Ordinal) ? "https://unknown.invalid/" : "unknown";
        }
    }
}
