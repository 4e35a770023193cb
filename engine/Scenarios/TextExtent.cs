using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tocsin.Engine.Scenarios;

/// <summary>Where the nodes of a YAML text end. The text must be known to be well formed.</summary>
internal static class TextExtent
{
    /// <summary>The offset after the node that begins at this line and column, both counted from 1.</summary>
    public static int EndOfNode(string text, int line, int column) =>
        EndAfter(text, nodes: 1, current => current is NodeEvent && IsAt(current, line, column));

    /// <summary>The offset after the value of the key that stands at this line and column; the value may be an alias.</summary>
    public static int EndOfEntry(string text, int line, int column) =>
        EndAfter(text, nodes: 2, current => current is Scalar && IsAt(current, line, column));

    private static bool IsAt(ParsingEvent current, int line, int column) => current.Start.Line == line && current.Start.Column == column;

    private static int EndAfter(string text, int nodes, Func<ParsingEvent, bool> isFirst)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        var isFound = false;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            isFound = isFound || isFirst(current);
            depth += isFound ? current.NestingIncrease : 0;
            if (isFound && depth == 0 && --nodes == 0)
            {
                return End(text, current);
            }
        }

        return text.Length;
    }

    /// <summary>The end of a mapping or list is its closing bracket, or without one where the next thing begins; the parser's own mark isn't reliable there.</summary>
    private static int End(string text, ParsingEvent last)
    {
        var start = (int)last.Start.Index;
        return last is not (MappingEnd or SequenceEnd) ? (int)last.End.Index
            : start < text.Length && text[start] is ('}' or ']') ? start + 1
            : start;
    }

    /// <summary>The text with everything outside of the given extents blanked, so that what is left keeps its lines and columns.</summary>
    public static string Only(string text, IEnumerable<(int Start, int End)> extents)
    {
        var blank = text.Select(letter => letter is '\n' or '\r' ? letter : ' ').ToArray();
        foreach (var (start, end) in extents)
        {
            text.CopyTo(start, blank, start, end - start);
        }

        return new(blank);
    }

    public static int Offset(string text, int line, int column)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = text.IndexOf('\n', at) + 1;
        }

        return at + column - 1;
    }
}
