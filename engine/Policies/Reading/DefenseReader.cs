using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Policies.Reading;

/// <summary>Reads what stands before a package or before notifications.</summary>
internal static class DefenseReader
{
    public const string Key = "defense";
    private const int MostCounted = 10_000;
    private static readonly string[] _keys = ["action", "window", "count", "by"];
    private static readonly string[] _usualOfPackage = ["policy", "rule", "package", Dimensions.Signal];
    private static readonly string[] _usualOfNotice = ["policy", "level", Dimensions.Receiver];

    /// <summary>Null: none. Whom a notification is for is always told apart, and what skips tells states apart unless it says otherwise.</summary>
    public static DefenseRule? OfNotice(Section owner)
    {
        var section = Open(owner, [.. _keys, "merge"], out var isNone);
        if (isNone)
        {
            return null;
        }

        var action = section?.Choice("action", ActionWord.All) ?? DefenseAction.Summarise;
        var isMerged = section?.Flag("merge");
        if (action == DefenseAction.DefenseApproval)
        {
            section!.Problems.Error(section.At("action"), "conflicting-keys", "nobody is asked whether to tell somebody: 'defense-approval' is for packages");
        }
        else if (isMerged is not null && action != DefenseAction.Summarise)
        {
            section!.Problems.Error(section.KeyOf("merge")!, "conflicting-keys", "only summaries are merged: 'merge' needs the action summarise");
        }

        var usual = action == DefenseAction.Summarise ? _usualOfNotice : [.. _usualOfNotice, Dimensions.Signal];
        return Rule(section, action, usualWindow: 2, usual, Dimensions.Receiver) with { IsMerged = action == DefenseAction.Summarise && isMerged != false };
    }

    /// <summary>Null: none.</summary>
    public static DefenseRule? OfPackage(Section owner)
    {
        var section = Open(owner, _keys, out var isNone);
        return isNone ? null : Rule(section, section?.Choice("action", ActionWord.All) ?? DefenseAction.SkipAfterSuccess, usualWindow: 1, _usualOfPackage);
    }

    /// <summary>Whether an action is written there.</summary>
    public static bool Names(Section owner, DefenseAction action) =>
        owner.Find(Key) is YamlMapping mapping && mapping.Find("action")?.Value is YamlScalar word && ActionWord.All.TryGetValue(word.Text.Trim(), out var named) && named == action;

    private static Section? Open(Section owner, IReadOnlyCollection<string> keys, out bool isNone)
    {
        isNone = Nothing.Is(owner.Find(Key));
        return isNone || owner.Find(Key) is not { } value
            ? null
            : Section.Open(owner.KeyOf(Key)!, value, "'defense'", keys, owner.Problems);
    }

    private static DefenseRule Rule(Section? section, DefenseAction action, uint usualWindow, string[] usual, params string[] always) => new()
    {
        Action = action,
        WindowMinutes = (section is null ? null : Spans.Minutes(section, "window", 1, Spans.MinutesPerWeek)) ?? usualWindow,
        Count = (uint)(section?.Whole("count", 1, MostCounted) ?? 1),
        By = [.. (section?.Has("by") == true ? By(section) : usual).Concat(always).Distinct().Order(StringComparer.Ordinal)],
    };

    private static IEnumerable<string> By(Section section)
    {
        var names = section.Texts("by");
        foreach (var name in names.Where(name => !Dimensions.IsOne(name.Text)))
        {
            section.Problems.Error(name, "unknown-dimension",
                $"there is no dimension '{name.Text}'; there are {string.Join(", ", Dimensions.All)}, attribute.NAME and tag.NAME");
        }

        if (names.IsEmpty)
        {
            section.Problems.Error(section.At("by"), "missing-key", "'by' needs at least one dimension");
        }

        return [.. names.Select(name => name.Text)];
    }
}
