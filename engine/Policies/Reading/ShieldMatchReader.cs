using Tocsin.Engine.Routing;
using Tocsin.Engine.Routing.Reading;
using Tocsin.Engine.Rules.Reading;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads which alarms a shield is for.</summary>
internal static class ShieldMatchReader
{
    public static IReadOnlyCollection<string> Keys { get; } = [.. RouteMatchReader.Keys.Where(key => key != "states"), "policies"];

    /// <param name="section">Has the key "match".</param>
    /// <param name="policies">The names there are; null if they aren't known.</param>
    public static ShieldMatch Read(Section section, IReadOnlyCollection<string>? policies)
    {
        if (!section.Has("match"))
        {
            section.Problems.Error(section.At("match"), "missing-key", $"{section.What} needs 'match'; an empty one, {{}}, is for every alarm");
        }

        var shielded = new ShieldMatch();
        if (RouteMatchReader.Open(section, Keys) is not { } match)
        {
            return shielded;
        }

        foreach (var policy in policies is null ? [] : match.Texts("policies").Where(policy => !policies.Append(PolicyBook.DefaultPolicy).Any(new Glob(policy.Text).Matches)))
        {
            match.Problems.Error(policy, "unknown-policy", $"there is no policy '{policy.Text}'{Spelling.Hint(policy.Text, policies!)}");
        }

        var read = RouteMatchReader.ReadKeys(match);
        shielded.Rules.Add(Texts(read.Rules));
        shielded.Scopes.Add(Texts(read.Scopes));
        shielded.Names.Add(Texts(read.Names));
        shielded.Tags.Add(read.Tags.Select(Named));
        shielded.Attributes.Add(read.Attributes.Select(Named));
        shielded.Policies.Add(Texts(RouteMatchReader.Choice(match, "policies", "policy")));
        return shielded;
    }

    private static IEnumerable<string> Texts(Choice? choice) => choice?.Allowed.Select(allowed => allowed.Pattern) ?? [];

    private static NamedValues Named((string Key, Choice Choice) pair) => new() { Name = pair.Key, Values = { Texts(pair.Choice) } };
}
