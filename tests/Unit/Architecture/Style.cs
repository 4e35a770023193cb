namespace Tocsin.Unit.Architecture;

/// <summary>The rules of style that no analyzer checks.</summary>
internal static class Style
{
    private const int MaximumLines = 400;
    private const int MaximumLinesOfEditorConfig = 40;

    private static readonly string[] _code = [".cs", ".csproj", ".props", ".targets", ".proto", ".sh"];

    private static readonly string[] _prose = [".md", ".editorconfig", ".config"];

    /// <summary>What is wrong with a file, each with its line; files that are neither code nor prose are left alone.</summary>
    internal static IEnumerable<string> Violations(string path, IReadOnlyList<string> lines)
    {
        var extension = Path.GetExtension(path);
        var isMakefile = path == "Makefile";
        if (!isMakefile && !_code.Contains(extension) && !_prose.Contains(extension))
        {
            yield break;
        }

        // The text ends with a line end, so what split it left an empty last line.
        var count = lines[^1].Length == 0 ? lines.Count - 1 : lines.Count;
        var maximum = extension == ".editorconfig" ? MaximumLinesOfEditorConfig : _prose.Contains(extension) ? int.MaxValue : MaximumLines;
        if (count > maximum)
        {
            yield return $"{path}: {count} lines, {maximum} at most";
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (!isMakefile && lines[i].Contains('\t', StringComparison.Ordinal))
            {
                yield return $"{path}:{i + 1}: tab";
            }

            if (lines[i].Length > 0 && char.IsWhiteSpace(lines[i][^1]))
            {
                yield return $"{path}:{i + 1}: blank at the end";
            }
        }
    }
}
