using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tocsin.Engine.Scenarios;

/// <summary>Where the nodes of a YAML text end. The text must be known to be well formed.</summary>
internal static class TextExtent
{
    /// <summary>The offset after the node that begins at this line and column, both counted from 1.</summary>
    public static int EndOf(string text, int line, int column)
    {
        var parser = new Parser(new StringReader(text));
        var depth = -1;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            if (depth < 0 && current is NodeEvent && current.Start.Line == line && current.Start.Column == column)
            {
                depth = 0;
            }

            depth += depth < 0 ? 0 : current.NestingIncrease;
            if (depth == 0)
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
