using System.Collections.Immutable;
using System.Globalization;

namespace Tocsin.Engine.Rules;

/// <summary>What changes from one rule set to another, and what becomes of windows and episodes.</summary>
/// <param name="Changes">Rules and then composite rules: what is gone or changed in the old order, what is new in the new order.</param>
/// <param name="Settings">What else changed, such as the grace and hooks. Of hooks only names are told, since they hold secrets.</param>
/// <param name="Kept">Rules and composite rules that keep windows, silence and episodes.</param>
public sealed record RuleSetDiff(ImmutableArray<RuleChange> Changes, ImmutableArray<KeyChange> Settings, int Kept)
{
    /// <summary>The texts differ in nothing that means anything: in comments or spacing, say.</summary>
    public bool IsEmpty => Changes.IsEmpty && Settings.IsEmpty;

    public static RuleSetDiff Between(RuleSet before, RuleSet after)
    {
        ImmutableArray<RuleChange> changes =
        [
            .. Compare([.. before.Rules.Select(rule => new RuleKeys(rule))], [.. after.Rules.Select(rule => new RuleKeys(rule))]),
            .. Compare([.. before.Composites.Select(rule => new RuleKeys(rule))], [.. after.Composites.Select(rule => new RuleKeys(rule))]),
        ];
        var kept = before.Rules.Length + before.Composites.Length - changes.Count(change => change.Kind == RuleChangeKind.Removed || change.Resets);
        return new(changes, [.. OfSettings(before, after)], kept);
    }

    private static IEnumerable<RuleChange> Compare(ImmutableArray<RuleKeys> before, ImmutableArray<RuleKeys> after)
    {
        var old = before.Select(rule => rule.Name).ToHashSet();
        var next = after.ToDictionary(rule => rule.Name);
        var goneOrChanged = before.Select(rule => next.TryGetValue(rule.Name, out var same) ? rule.ChangeTo(same) : rule.Removed()).OfType<RuleChange>();
        return goneOrChanged.Concat(after.Where(rule => !old.Contains(rule.Name)).Select(rule => rule.Added()));
    }

    private static IEnumerable<KeyChange> OfSettings(RuleSet before, RuleSet after)
    {
        if (before.GraceMs != after.GraceMs)
        {
            yield return new("grace", Milliseconds(before.GraceMs), Milliseconds(after.GraceMs));
        }

        var old = before.Hooks.ToDictionary(hook => hook.FullName);
        var next = after.Hooks.ToDictionary(hook => hook.FullName);
        foreach (var name in old.Keys.Union(next.Keys))
        {
            var was = old.GetValueOrDefault(name);
            var becomes = next.GetValueOrDefault(name);
            if (was is null || becomes is null || !HookComparison.AreEqual(was, becomes))
            {
                yield return new($"hook {name}", was is null ? null : "was there", becomes is null ? null : was is null ? "new" : "changed");
            }
        }
    }

    private static string Milliseconds(int grace) => grace.ToString(CultureInfo.InvariantCulture) + "ms";
}
