using System.CommandLine;

namespace Tocsin.Cli;

/// <summary>Says what is wrong with a command line, which command was perhaps meant, and where to read on.</summary>
internal static class UsageError
{
    public static int Report(ParseResult result, Terminal terminal)
    {
        var command = result.CommandResult.Command;
        var path = string.Join(' ', Path(result));
        foreach (var message in Messages(result, command))
        {
            terminal.Error.WriteLine($"{path}: {message}");
        }

        terminal.Error.WriteLine($"Try '{path} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>Where a command is unknown, the parser also says that one is missing: told once.</summary>
    private static IEnumerable<string> Messages(ParseResult result, Command command)
    {
        var unknown = result.UnmatchedTokens.Select(token => $"unknown {(token.StartsWith('-') ? "option" : "command or argument")} '{token}'{Hint(token, command)}").ToList();
        return unknown.Count > 0 ? unknown
            : result.Errors.Select(error => error.Message.Replace("\n\t", " ", StringComparison.Ordinal).Trim()).Select(Sentence).Distinct();
    }

    private static string Sentence(string message) => message switch
    {
        "Required command was not provided." => "a command is missing",
        _ => message.TrimEnd('.'),
    };

    private static string Hint(string token, Command command)
    {
        var known = command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)
            .Concat(command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name)));
        return Nearest(token, known) is { } near ? $"; did you mean '{near}'?" : "";
    }

    /// <summary>Null if none is near.</summary>
    private static string? Nearest(string token, IEnumerable<string> known) => known
        .Select(word => (Word: word, Distance: Distance(token, word)))
        .Where(candidate => candidate.Distance <= Math.Max(1, token.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Word)
        .FirstOrDefault();

    /// <summary>Letters to insert, drop or replace.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }

    private static Stack<string> Path(ParseResult result)
    {
        var names = new Stack<string>();
        for (var at = (System.CommandLine.Parsing.SymbolResult?)result.CommandResult; at is not null; at = at.Parent)
        {
            names.Push(at is System.CommandLine.Parsing.CommandResult { Command: RootCommand } ? CommandLine.Name
                : ((System.CommandLine.Parsing.CommandResult)at).Command.Name);
        }

        return names;
    }
}
