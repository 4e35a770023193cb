using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>What is wrong with shields; empty if nothing is.</summary>
internal static class ShieldCheck
{
    public static string Problem(Shield shield) =>
        shield.Id.Length == 0 ? "a shield without id"
        : shield.Id.Length > ActionLimits.NameLength ? $"a shield with an id of {shield.Id.Length} characters, at most {ActionLimits.NameLength}"
        : shield.Comment.Length > ActionLimits.CommentLength ? $"a shield with a comment of {shield.Comment.Length} characters, at most {ActionLimits.CommentLength}"
        : shield.Times.Count > ActionLimits.Hours ? $"a shield with {shield.Times.Count} times of the week, at most {ActionLimits.Hours}"
        : SignalCheck.First(shield.Times, SignalCheck.Problem) is { Length: > 0 } times ? times
        : shield.Match is { } match ? Problem(match)
        : "";

    private static string Problem(ShieldMatch match)
    {
        var named = match.Tags.Concat(match.Attributes).ToList();
        if (named.Exists(each => each.Name.Length == 0))
        {
            return "a shield with a tag or attribute without name";
        }

        var texts = match.Rules.Concat(match.Scopes).Concat(match.Names).Concat(match.Policies).Concat(named.SelectMany(each => each.Values.Prepend(each.Name))).ToList();
        return texts.Count > ActionLimits.Patterns ? $"a shield with {texts.Count} names and patterns, at most {ActionLimits.Patterns}"
            : texts.Exists(text => text.Length > ActionLimits.NameLength) ? $"a shield with a pattern of {texts.Max(text => text.Length)} characters, at most {ActionLimits.NameLength}"
            : "";
    }
}
