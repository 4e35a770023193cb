using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Yaml;

internal sealed class YamlSequence(int line, int column, ImmutableArray<YamlNode> items)
    : YamlNode(line, column, 1 + items.Sum(item => item.Size))
{
    public ImmutableArray<YamlNode> Items { get; } = items;

    public override string Shape => "a list";
}
