using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Yaml;

internal sealed class YamlMapping(int line, int column, ImmutableArray<YamlEntry> entries)
    : YamlNode(line, column, 1 + entries.Sum(entry => 1 + entry.Value.Size))
{
    /// <summary>In the order of the file, every key once; what a merge key brings comes last.</summary>
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public override string Shape => "a mapping";

    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key);
}
