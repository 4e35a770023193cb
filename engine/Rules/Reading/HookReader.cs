using System.Collections.Immutable;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>Reads one hook. Problems never quote its values, which may be secrets.</summary>
internal sealed class HookReader(HookKind kind, Problems problems)
{
    private static readonly string[] _templates = ["text-template", "recovery-text-template", "subject-template", "recovery-subject-template"];

    public DeclaredHook? Read(YamlScalar key, string name, YamlNode body, bool isDefault)
    {
        if (Section.Open(key, HookSpelling.Unify(body, problems), $"hook {kind.Type}.{name}", kind.Keys, problems) is not { } section)
        {
            return null;
        }

        var templates = _templates.Where(section.Has).Select(section.Scalar).OfType<YamlScalar>().ToImmutableArray();
        foreach (var template in templates)
        {
            TemplateCheck.Errors(template, TemplateCheck.TargetOf(kind.Type), problems);
        }

        return new(new()
        {
            Type = kind.Type,
            Name = name,
            IsDefault = isDefault || section.Flag("is-default") == true,
            TextTemplate = NonEmpty(section.Text("text-template")),
            RecoveryTextTemplate = NonEmpty(section.Text("recovery-text-template")),
            Receivers = Receivers(section),
            RecoveryUrls = [.. section.Texts("recovery-urls").Select(url => HookValue.Url(url, problems))],
            Headers = Headers(section),
            Secret = HookValue.Text(section.Scalar("secret"), problems),
            Payload = section.Choice("payload", Choices.Payload) ?? WebhookPayload.SkyWalking,
            Delivery = DeliveryReader.Read(section),
        }, key, templates);
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private ImmutableArray<ImmutableSortedDictionary<string, string>> Receivers(Section section) => kind.Type switch
    {
        "gRPC" => GrpcReceiver.Read(section),
        "telegram" => TelegramReceivers.Read(section),
        "email" => EmailReceiver.Read(section),
        _ => new ListedReceivers(kind, problems).Read(section),
    };

    private ImmutableArray<KeyValuePair<string, string>> Headers(Section section)
    {
        var headers = section.Pairs("headers");
        if (headers.Any(header => header.Key.Length == 0 || header.Key.Any(letter => letter is <= ' ' or > '~' or ':') || header.Value.AsSpan().ContainsAny('\r', '\n')))
        {
            problems.Error(section.At("headers"), "bad-header", "a header has a name without spaces or colons and a value of one line");
        }

        foreach (var value in section.Find("headers") is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Value).OfType<YamlScalar>() : [])
        {
            HookValue.Text(value, problems);
        }

        return headers;
    }
}
