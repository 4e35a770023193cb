using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads one hook. Problems never quote its values, which may be secrets.</summary>
internal sealed class HookReader(HookKind kind, Problems problems)
{
    public DeclaredHook? Read(YamlScalar key, string name, YamlNode body, bool isDefault)
    {
        if (Section.Open(key, HookSpelling.Unify(body, problems), $"hook {kind.Type}.{name}", kind.Keys, problems) is not { } section)
        {
            return null;
        }

        CheckUrl(section.Scalar("events-api-url"));
        return new(new()
        {
            Type = kind.Type,
            Name = name,
            IsDefault = isDefault || section.Flag("is-default") == true,
            TextTemplate = NonEmpty(section.Text("text-template")),
            RecoveryTextTemplate = NonEmpty(section.Text("recovery-text-template")),
            Receivers = Receivers(section),
            RecoveryUrls = [.. section.Texts("recovery-urls").Select(CheckUrl)],
            Headers = Headers(section),
            Secret = NonEmpty(section.Text("secret")),
        }, key);
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private ImmutableArray<ImmutableSortedDictionary<string, string>> Receivers(Section section)
    {
        if (kind.ReceiversKey is not { } key)
        {
            return section.Has(kind.ReceiverKeys[0]) ? [Target(section)] : [];
        }

        var shared = section.Text("events-api-url") is { } url ? new Dictionary<string, string> { ["events-api-url"] = url } : [];
        return section.Find(key) switch
        {
            YamlSequence list => [.. list.Items.Select(item => Receiver(item, shared)).OfType<ImmutableSortedDictionary<string, string>>()],
            { } one => Receiver(one, shared) is { } receiver ? [receiver] : [],
            null => [],
        };
    }

    private ImmutableSortedDictionary<string, string> Target(Section section)
    {
        section.Required("target-port");
        section.Whole("target-port", 1, ushort.MaxValue);
        return Sorted(kind.ReceiverKeys.Where(section.Has).ToDictionary(key => key, key => section.Text(key) ?? ""));
    }

    private ImmutableSortedDictionary<string, string>? Receiver(YamlNode item, Dictionary<string, string> shared)
    {
        if (item is YamlScalar { IsNull: true })
        {
            return null;
        }

        if (item is YamlScalar scalar && kind.RequiredKeys.Count == 1)
        {
            CheckUrl(kind.RequiredKeys[0] == "url" ? scalar : null);
            return Sorted(shared).SetItem(kind.ReceiverKeys[0], scalar.Text);
        }

        var body = HookSpelling.Unify(item, problems);
        if (Section.Open(item, body, $"a receiver of {kind.Type}", [.. kind.ReceiverKeys], problems) is not { } section)
        {
            return null;
        }

        foreach (var key in kind.RequiredKeys)
        {
            section.Required(key);
        }

        foreach (var key in kind.ReceiverKeys.Where(key => key.EndsWith("url", StringComparison.Ordinal)))
        {
            CheckUrl(section.Scalar(key));
        }

        return Sorted(kind.ReceiverKeys.Where(section.Has).ToDictionary(key => key, key => section.Text(key) ?? ""));
    }

    private ImmutableArray<KeyValuePair<string, string>> Headers(Section section)
    {
        var headers = section.Pairs("headers");
        if (headers.Any(header => header.Key.Length == 0 || header.Key.Any(letter => letter is <= ' ' or > '~' or ':') || header.Value.AsSpan().ContainsAny('\r', '\n')))
        {
            problems.Error(section.At("headers"), "bad-header", "a header has a name without spaces or colons and a value of one line");
        }

        return headers;
    }

    private string CheckUrl(YamlScalar? scalar)
    {
        if (scalar is not null && !(Uri.TryCreate(scalar.Text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            problems.Error(scalar, "bad-url", "not a URL that begins with http:// or https://");
        }

        return scalar?.Text ?? "";
    }

    private static ImmutableSortedDictionary<string, string> Sorted(Dictionary<string, string> values) =>
        values.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
