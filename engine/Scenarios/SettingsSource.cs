using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads the settings a scenario file holds or names, each of them once, and keeps their problems.</summary>
internal sealed class SettingsSource(string text, string file, Func<string, SettingsText?> find)
{
    private readonly Dictionary<string, RuleSet?> _files = [];
    private readonly List<Problem> _problems = [];

    public IEnumerable<Problem> Problems => _problems;

    /// <summary>The settings that these entries of the scenario file make up, their positions those of the scenario file.</summary>
    public RuleSet? Inline(IEnumerable<YamlEntry> entries) =>
        Read(TextExtent.Only(text, entries.Select(entry => (Start(entry.Key), TextExtent.EndOfEntry(text, entry.Key.Line, entry.Key.Column)))), file);

    public RuleSet? Inline(YamlNode settings) => Read(TextExtent.Only(text, [(Start(settings), TextExtent.EndOfNode(text, settings.Line, settings.Column))]), file);

    /// <summary>The settings file that the key names; null if there is none that can be used.</summary>
    public RuleSet? Named(Section section, string key)
    {
        if (section.Scalar(key) is not { } path)
        {
            return null;
        }

        if (_files.TryGetValue(path.Text, out var known))
        {
            return known;
        }

        var found = find(path.Text);
        if (found is null)
        {
            section.Problems.Error(path, "no-such-file", $"there is no settings file '{path.Text}'; the path is relative to this file");
        }

        return _files[path.Text] = found is null ? null : Read(found.Text, found.File);
    }

    /// <summary>Warnings about another file are left to its own check.</summary>
    private RuleSet? Read(string settings, string name)
    {
        var read = SettingsReader.Read(settings, name);
        _problems.AddRange(read.Problems.Where(problem => problem.Severity == Severity.Error || name == file));
        return read.RuleSet;
    }

    private int Start(YamlNode node) => TextExtent.Offset(text, node.Line, node.Column);
}
