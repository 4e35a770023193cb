using Google.Protobuf.Collections;
using Tocsin.V1;

namespace Tocsin.Cli.Silences;

/// <summary>What a silence is for, in one line.</summary>
internal static class MatchText
{
    private const string Everything = "every alarm";

    public static string Of(ShieldMatch? match)
    {
        if (match is null)
        {
            return Everything;
        }

        string[] parts =
        [
            .. Part("rule", match.Rules),
            .. Part("scope", match.Scopes),
            .. Part("entity", match.Names),
            .. match.Tags.Select(tag => Named("tag", tag)),
            .. match.Attributes.Select(attribute => Named("attribute", attribute)),
            .. Part("policy", match.Policies),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : Everything;
    }

    private static IEnumerable<string> Part(string name, RepeatedField<string> values) => values.Count > 0 ? [$"{name} {string.Join(" or ", values)}"] : [];

    private static string Named(string name, NamedValues values) => values.Values.Count > 0 ? $"{name} {values.Name}={string.Join(" or ", values.Values)}" : $"{name} {values.Name}";
}
