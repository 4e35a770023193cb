using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Warns of rules that a match names in full and that aren't there; null: it isn't known which are.</summary>
internal sealed class RuleNames(IReadOnlyCollection<string>? known)
{
    public void Check(Section match)
    {
        foreach (var name in known is null ? [] : match.Texts("rules").Where(name => !name.Text.Contains('*', StringComparison.Ordinal) && !known.Contains(name.Text)))
        {
            match.Problems.Warn(name, "unknown-rule", $"there is no rule '{name.Text}'{Spelling.Hint(name.Text, known!)}");
        }
    }
}
