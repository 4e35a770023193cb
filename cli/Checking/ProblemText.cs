using Tocsin.Cli.Files;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Checking;

/// <summary>Problems for people: each in one line as compilers write it, then the line of the file with a mark below.</summary>
internal static class ProblemText
{
    /// <summary>Of a longer line only the part around the problem is shown.</summary>
    private const int MaxWidth = 160;

    public static void Write(Terminal terminal, IEnumerable<Problem> problems, IEnumerable<InputFile> files)
    {
        var lines = files.DistinctBy(file => file.Name).ToDictionary(file => file.Name, file => file.Lines);
        foreach (var problem in problems)
        {
            terminal.Out.WriteLine($"{terminal.Bold($"{problem.File}:{problem.Line}:{problem.Column}:")} {Severity(terminal, problem)} {problem.Message} ({problem.Code})");
            if (lines.TryGetValue(problem.File, out var source) && problem.Line <= source.Length)
            {
                WriteSource(terminal, source[problem.Line - 1], problem.Column);
            }
        }
    }

    /// <summary>"2 errors, 1 warning"; "no problems".</summary>
    public static string Count(IReadOnlyCollection<Problem> problems)
    {
        var errors = problems.Count(problem => problem.Severity == Engine.Rules.Severity.Error);
        var warnings = problems.Count - errors;
        return (errors, warnings) switch
        {
            (0, 0) => "no problems",
            (_, 0) => Plural.Of(errors, "error"),
            (0, _) => Plural.Of(warnings, "warning"),
            _ => $"{Plural.Of(errors, "error")}, {Plural.Of(warnings, "warning")}",
        };
    }

    public static string Word(Severity severity) => severity == Engine.Rules.Severity.Error ? "error" : "warning";

    private static string Severity(Terminal terminal, Problem problem) => problem.Severity == Engine.Rules.Severity.Error
        ? terminal.Red("error:")
        : terminal.Yellow("warning:");

    private static void WriteSource(Terminal terminal, string line, int column)
    {
        var at = Math.Clamp(column - 1, 0, line.Length);
        var start = at < MaxWidth ? 0 : at - (MaxWidth / 2);
        var shown = line[start..Math.Min(line.Length, start + MaxWidth)];
        var indent = shown[..(at - start)].Select(letter => letter == '\t' ? '\t' : ' ');
        terminal.Out.WriteLine($"    {string.Concat(shown.Select(letter => char.IsControl(letter) && letter != '\t' ? '?' : letter))}");
        terminal.Out.WriteLine($"    {string.Concat(indent)}{terminal.Green("^")}");
    }
}
