using System.Collections.Immutable;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Rules;

/// <summary>
/// Reads an alarm-settings.yml of SkyWalking, of any generation, with the keys Tocsin adds. Everything wrong is reported at once;
/// no input makes it throw.
/// </summary>
public static class SettingsReader
{
    private static readonly string[] _keys =
    [
        "rules", "composite-rules", "evaluate", "grace", "recovery", "recovery-observation-period", "no-data", "no-data-after",
        .. HooksReader.TopLevelKeys,
    ];

    /// <param name="text">The text.</param>
    /// <param name="file">Only names the text in problems.</param>
    /// <param name="others">What another file says of hooks, if there is one: then a hook that nobody has is an error, not a warning.</param>
    public static ReadSettings Read(string text, string file, OtherHooks? others = null)
    {
        var problems = new Problems(file);
        var set = SettingsTree.Read(text, "a settings file is a mapping that begins with 'rules:'", problems) is { } root ? new FileReader(problems, others).Read(root) : null;
        return new(problems.HasErrors || set is null ? null : set with { Version = Fingerprint.OfText(text) }, problems.ToImmutable());
    }

    /// <summary>Reads the sections in the order of what depends on what: hooks, rules, composite rules.</summary>
    private sealed class FileReader(Problems problems, OtherHooks? others)
    {
        public RuleSet? Read(YamlMapping root)
        {
            var keys = _keys.Concat(root.Entries.Select(entry => entry.Key.Text).Where(SettingsTree.IsExtension)).ToHashSet();
            var file = Section.Open(root, root, "the file", keys, problems)!;
            var defaults = FileDefaults.Read(file);
            var hooks = new HooksReader(problems).Read(file);
            var announcements = new AnnouncementReader(defaults, new HookNames([.. hooks.Select(hook => hook.Settings.FullName)], others));
            var rules = Rules(file, new(defaults, announcements, problems));
            var composites = Composites(file, defaults, announcements, rules);
            var set = new RuleSet
            {
                Version = "",
                Rules = rules.ToImmutable(),
                Composites = composites,
                Hooks = [.. hooks.Select(hook => hook.Settings)],
                GraceMs = GraceReader.Read(file),
            };
            Warn(set, file, rules, hooks);
            return set;
        }

        private DeclaredRules Rules(Section file, RuleReader reader)
        {
            var rules = new DeclaredRules();
            foreach (var (name, value) in Entries(file, "rules"))
            {
                rules.Add(name, reader.Read(name, value));
            }

            return rules;
        }

        private ImmutableArray<CompositeRule> Composites(Section file, FileDefaults defaults, AnnouncementReader announcements, DeclaredRules rules)
        {
            var entries = Entries(file, "composite-rules");
            var names = entries.Select(entry => entry.Key.Text).ToHashSet();
            var reader = new CompositeReader(defaults, announcements, rules, names, problems);
            return [.. entries.Select(entry => reader.Read(entry.Key, entry.Value)).OfType<CompositeRule>()];
        }

        private ImmutableArray<YamlEntry> Entries(Section file, string key)
        {
            var value = file.Find(key);
            if (value is not (null or YamlMapping))
            {
                problems.Error(value, "wrong-type", $"'{key}' is a mapping of names to rules, here is {value.Shape}");
            }

            return value is YamlMapping mapping ? mapping.Entries : [];
        }

        private void Warn(RuleSet set, Section file, DeclaredRules rules, ImmutableArray<DeclaredHook> hooks)
        {
            if (problems.HasErrors)
            {
                return;
            }

            if (rules.Names.Count == 0)
            {
                problems.Warn(file.At("rules"), "no-rules", "the file has no rules: nothing is watched");
            }

            FileWarnings.Check(set, rules, hooks, others, problems);
        }
    }
}
