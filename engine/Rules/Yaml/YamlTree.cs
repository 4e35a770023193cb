using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tocsin.Engine.Rules.Yaml;

/// <summary>
/// Builds the tree of the only document of a text. Anchors, aliases and merge keys work as in YAML 1.1; a document that would
/// grow beyond its limits once they are written out is refused before it does.
/// </summary>
internal sealed class YamlTree
{
    public const int MaxDepth = 64;
    public const int MaxNodes = 1_000_000;

    private readonly Parser _parser;
    private readonly Problems _problems;
    private readonly Dictionary<string, YamlNode?> _anchors = [];
    private int _nodes;

    private YamlTree(string text, Problems problems)
    {
        _parser = new(new StringReader(text));
        _problems = problems;
    }

    /// <summary>Null if the document is empty or can't be read; only the latter leaves an error.</summary>
    public static YamlNode? Read(string text, Problems problems)
    {
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException broken)
        {
            tree.Broken(broken.Start, broken.Message);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            // What the parser lets slip for some texts, such as a flow mapping that never ends or a character beyond Unicode.
            tree.Broken(Mark.Empty, "a value, list or mapping begins here or later and doesn't end as it should");
        }

        return null;
    }

    /// <summary>Some errors of the parser carry no position; what is wrong then lies behind what was read last.</summary>
    private void Broken(Mark at, string message)
    {
        var read = _parser.Current?.End ?? Mark.Empty;
        var (line, column) = at.Index >= read.Index ? (at.Line, at.Column) : (read.Line, read.Column);
        _problems.Error((int)line, (int)column, "broken-yaml", $"this isn't YAML: {message}");
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = Node(depth: 0);
        if (root is null)
        {
            return null;
        }

        _parser.Consume<DocumentEnd>();
        return _parser.TryConsume<DocumentStart>(out var second)
            ? Refuse(second, "several-documents", "a settings file is one YAML document; here a second one begins")
            : root;
    }

    private YamlNode? Node(int depth)
    {
        var start = _parser.Consume<ParsingEvent>();
        if (start is AnchorAlias alias)
        {
            return Resolve(alias);
        }

        if (depth > MaxDepth)
        {
            return Refuse(start, "nested-too-deep", $"more than {MaxDepth} levels inside one another");
        }

        var anchor = start is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = null;
        }

        YamlNode? node = start switch
        {
            Scalar scalar => Grown(1, start) ? ToScalar(scalar) : null,
            SequenceStart => Sequence(start, depth),
            _ => Mapping(start, depth),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlNode? Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            return Refuse(alias, "unknown-alias", $"no anchor &{alias.Value.Value} before this alias");
        }

        if (node is null)
        {
            return Refuse(alias, "alias-cycle", $"the alias *{alias.Value.Value} stands inside its own anchor");
        }

        return Grown(node.Size, alias) ? node : null;
    }

    private YamlSequence? Sequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return Grown(1, start) ? new(Line(start), Column(start), items.ToImmutable()) : null;
    }

    private YamlMapping? Mapping(ParsingEvent start, int depth)
    {
        var entries = new YamlEntries(_problems);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not { } key || Node(depth + 1) is not { } value)
            {
                return null;
            }

            entries.Add(key, value);
        }

        return Grown(1, start) ? new(Line(start), Column(start), entries.ToImmutable()) : null;
    }

    private bool Grown(int nodes, ParsingEvent at)
    {
        _nodes += nodes;
        return _nodes <= MaxNodes || Refuse(at, "too-many-nodes",
            $"more than {MaxNodes} values once aliases are written out") is not null;
    }

    private YamlNode? Refuse(ParsingEvent at, string code, string message)
    {
        _problems.Error(Line(at), Column(at), code, message);
        return null;
    }

    private static YamlScalar ToScalar(Scalar scalar)
    {
        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var width = scalar.End.Column - scalar.Start.Column;
        var isAsWritten = scalar.Start.Line == scalar.End.Line && width == scalar.Value.Length + (2 * quotes)
            && scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded);
        return new(Line(scalar), Column(scalar), scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any,
            isAsWritten ? Column(scalar) + quotes : null);
    }

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;
}
