using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli;

/// <summary>The root of all commands, and the edge at which every failure becomes one line and an exit code.</summary>
internal static class CommandLine
{
    public const string Name = "tocsin";

    public static async Task<int> RunAsync(string[] args, Terminal terminal, IEnumerable<Func<Terminal, Command>> commands)
    {
        try
        {
            var result = Root(terminal, commands).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return result.Action is ParseErrorAction
                ? UsageError.Report(result, terminal)
                : await result.InvokeAsync(new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure)
        {
            return Tell(failure, terminal.Error);
        }
    }

    private static RootCommand Root(Terminal terminal, IEnumerable<Func<Terminal, Command>> commands)
    {
        var root = new RootCommand("Turns metric streams into handled alarms.");
        foreach (var create in commands)
        {
            root.Add(create(terminal));
        }

        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        var help = new HelpOption("--help", "-h");
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.Insert(0, help);
        root.SetAction(result => help.Action is HelpWithExamples action ? action.Invoke(result) : ExitCode.Fine);
        return root;
    }

    /// <summary>Being interrupted, or nobody reading on at the end of a pipe, is nothing to tell.</summary>
    private static int Tell(Exception failure, TextWriter error)
    {
        switch (failure)
        {
            case OperationCanceledException:
                return ExitCode.Fine;
            case StageFailureException:
                error.WriteLine($"{Name}: {failure.Message}");
                return ExitCode.Problems;
            case IOException or UnauthorizedAccessException:
                error.WriteLine($"{Name}: {failure.Message}");
                return ExitCode.Usage;
            default:
                error.WriteLine($"{Name}: a fault of the program, please report it: {failure.GetType().Name}: {failure.Message}");
                return ExitCode.Fault;
        }
    }
}
