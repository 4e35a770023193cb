using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Routing.Reading;

/// <summary>Reads which alarms a route, a policy or a shield is for.</summary>
internal static class RouteMatchReader
{
    public static IReadOnlyCollection<string> Keys { get; } = ["rules", "scopes", "names", "tags", "attributes", "states"];

    private static readonly string[] _scopes =
        ["SERVICE", "SERVICE_INSTANCE", "ENDPOINT", "SERVICE_RELATION", "SERVICE_INSTANCE_RELATION", "ENDPOINT_RELATION"];

    public static RouteMatch Read(Section route) => Open(route, Keys) is { } match ? ReadKeys(match) : RouteMatch.Everything;

    /// <summary>Null if there is no "match", or if it isn't a mapping.</summary>
    public static Section? Open(Section owner, IReadOnlyCollection<string> keys) =>
        owner.Find("match") is { } value ? Section.Open(owner.KeyOf("match")!, value, "'match'", keys, owner.Problems) : null;

    public static RouteMatch ReadKeys(Section match) => new()
    {
        Rules = Choice(match, "rules", "rule"),
        Scopes = Choice(match, "scopes", "scope", _scopes),
        Names = Choice(match, "names", "name"),
        Tags = Choices(match, "tags", "tag"),
        Attributes = Choices(match, "attributes", "attribute"),
        States = Choice(match, "states", "state", [.. StateWord.All.Keys]),
    };

    /// <summary>Null if the key isn't there, or is in error. With words given, nothing else may stand there.</summary>
    public static Choice? Choice(Section section, string key, string what, IReadOnlyCollection<string>? words = null)
    {
        if (!section.Has(key))
        {
            return null;
        }

        var values = section.Texts(key);
        if (section.Find(key) is YamlSequence { Items.IsEmpty: true })
        {
            section.Problems.Error(section.At(key), "missing-key", $"'{key}' needs at least one value: nothing is none of nothing");
        }

        foreach (var value in values.Where(value => words?.Contains(value.Text) == false))
        {
            section.Problems.Error(value, "unknown-value", $"'{key}' are of {string.Join(", ", words!)}, not '{value.Text}'");
        }

        return values.IsEmpty ? null : new Choice(what, [.. values.Select(value => new Glob(value.Text))]);
    }

    private static ImmutableArray<(string, Choice)> Choices(Section section, string key, string what)
    {
        if (section.Find(key) is not { } value)
        {
            return [];
        }

        if (value is not YamlMapping mapping)
        {
            section.Problems.Error(value, "wrong-type", $"'{key}' takes a mapping of names to values, here is {value.Shape}");
            return [];
        }

        var pairs = Section.Open(section.KeyOf(key)!, value, $"'{key}'", [.. mapping.Entries.Select(entry => entry.Key.Text)], section.Problems)!;
        return [.. mapping.Entries.Select(entry => (entry.Key.Text, Required(pairs, entry, what))).Where(pair => pair.Item2 is not null).Select(pair => (pair.Text, pair.Item2!))];
    }

    private static Choice? Required(Section pairs, YamlEntry entry, string what)
    {
        var key = entry.Key.Text;
        if (!pairs.Has(key))
        {
            pairs.Problems.Error(entry.Key, "missing-key", $"{what} '{key}' needs a value; '*' is any");
        }

        return Choice(pairs, key, $"{what} {key}");
    }
}
