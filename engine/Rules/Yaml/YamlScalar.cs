namespace Tocsin.Engine.Rules.Yaml;

/// <summary>A single value, kept as the text that was written: 010, yes and 1e3 mean what the reader of a key makes of them.</summary>
internal sealed class YamlScalar(int line, int column, string text, bool isPlain, int? firstCharacter) : YamlNode(line, column, size: 1)
{
    public string Text { get; } = text;

    /// <summary>Written without quotes and not as a block.</summary>
    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Shape => IsNull ? "nothing" : "a single value";

    /// <summary>The column of one character of the text; where escapes or line breaks hide it, that of the whole.</summary>
    public int ColumnOf(int offset) => firstCharacter is { } first ? first + offset : Column;
}
