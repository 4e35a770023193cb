using System.CommandLine;
using Tocsin.Engine.Rules.Reading;

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
        return Spelling.Nearest(token, known) is { } near ? $"; did you mean '{near}'?" : "";
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
