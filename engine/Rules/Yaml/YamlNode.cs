namespace Tocsin.Engine.Rules.Yaml;

/// <summary>A piece of a YAML document that knows where it begins; lines and columns count from 1.</summary>
internal abstract class YamlNode(int line, int column, int size)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>Nodes of this tree with aliases written out.</summary>
    public int Size { get; } = size;

    /// <summary>What the node is, in the words of an error message.</summary>
    public abstract string Shape { get; }
}
