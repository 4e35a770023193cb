using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>What only shows when the whole file is known; asked for files without errors.</summary>
internal static class FileWarnings
{
    public static void Check(RuleSet set, DeclaredRules declared, ImmutableArray<DeclaredHook> hooks, OtherHooks? others, Problems problems)
    {
        WarnOfDuplicates(set, declared, problems);
        WarnOfUnusedConditions(set, declared, problems);
        WarnOfUnusedHooks(set, hooks, others, problems);
    }

    private static void WarnOfDuplicates(RuleSet set, DeclaredRules declared, Problems problems)
    {
        var first = new Dictionary<string, string>();
        foreach (var rule in set.Rules)
        {
            var meaning = Fingerprint.OfCondition(RuleCondition.Of(rule));
            if (!first.TryAdd(meaning, rule.Name))
            {
                problems.Warn(declared.Declaration(rule.Name)!, "duplicate-rule", $"watches for the very same as {first[meaning]}");
            }
        }
    }

    private static void WarnOfUnusedConditions(RuleSet set, DeclaredRules declared, Problems problems)
    {
        var used = set.Composites.SelectMany(composite => composite.Parts).ToHashSet();
        foreach (var (index, rule) in set.Rules.Index().Where(pair => pair.Item.OnlyAsCondition && !used.Contains(pair.Index)))
        {
            problems.Warn(declared.Declaration(rule.Name)!, "unused-condition", $"{set.Rules[index].Name} is only a condition, but no composite rule has it as a part");
        }
    }

    private static void WarnOfUnusedHooks(RuleSet set, ImmutableArray<DeclaredHook> hooks, OtherHooks? others, Problems problems)
    {
        ImmutableArray<Announcement> heard =
        [
            .. set.Rules.Where(rule => !rule.OnlyAsCondition).Select(rule => rule.Announcement),
            .. set.Composites.Select(composite => composite.Announcement),
        ];
        HashSet<string> named = [.. heard.SelectMany(announcement => announcement.Hooks), .. others?.Named ?? []];
        var defaultsServe = heard.Any(announcement => announcement.Hooks.IsEmpty);
        foreach (var hook in hooks.Where(hook => !named.Contains(hook.Settings.FullName) && !(hook.Settings.IsDefault && defaultsServe)))
        {
            problems.Warn(hook.Name, "unused-hook", $"no rule is told to hook {hook.Settings.FullName}: none names it, and it isn't the default of any");
        }
    }
}
