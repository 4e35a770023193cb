using Tocsin.Engine.Policies.Reading;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Policies;

/// <summary>
/// Reads policies.yml, or the files of a folder as one: packages, policies, escalations and shields, all of it optional. Everything wrong is reported
/// at once; no input makes it throw.
/// </summary>
public static class PoliciesReader
{
    private static readonly string[] _keys = ["packages", "policies", "escalations", "unmatched", "shields"];

    /// <param name="files">Their texts, and their names for problems. They count in the order of their names.</param>
    /// <param name="known">Rules and receivers there are, if they are known: else what policies say of them isn't checked.</param>
    public static ReadPolicies Read(IReadOnlyList<(string Text, string File)> files, KnownSettings? known = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<(string Text, Problems Problems)> ordered =
            [.. files.OrderBy(file => file.File, StringComparer.Ordinal).Select(file => (file.Text, new Problems(file.File)))];
        List<Section> sections = [.. ordered.Select(file => Open(file.Text, file.Problems)).OfType<Section>()];
        var book = new BookReader(known, Fingerprint.OfText(string.Join("\n---\n", ordered.Select(file => file.Text)))).Read(sections);
        return new(ordered.Exists(file => file.Problems.HasErrors) ? null : book, [.. ordered.SelectMany(file => file.Problems.ToImmutable())]);
    }

    /// <summary>True for a text that can't be anything else: it has a key of its own, and neither rules nor tests.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SettingsTree.Read(text, "", new Problems("")) is { } root
            && _keys.Any(key => root.Find(key) is not null) && root.Find("rules") is null && root.Find("tests") is null;
    }

    private static Section? Open(string text, Problems problems) =>
        SettingsTree.Read(text, "policies are a mapping of packages, policies, escalations, unmatched and shields", problems) is { } root
            ? Section.Open(root, root, "the file", [.. _keys, .. Extensions(root)], problems)
            : null;

    private static IEnumerable<string> Extensions(YamlMapping root) => root.Entries.Select(entry => entry.Key.Text).Where(SettingsTree.IsExtension);
}
