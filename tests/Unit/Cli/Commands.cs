using Tocsin.Cli.Acknowledging;
using Tocsin.Cli.Approving;
using Tocsin.Cli.Checking;
using Tocsin.Cli.Completing;
using Tocsin.Cli.DeadLetters;
using Tocsin.Cli.Explaining;
using Tocsin.Cli.Lagging;
using Tocsin.Cli.Packages;
using Tocsin.Cli.Records;
using Tocsin.Cli.Routing;
using Tocsin.Cli.Silences;
using Tocsin.Cli.States;
using Tocsin.Cli.Tailing;
using Tocsin.Cli.Templates;
using Tocsin.Cli.Testing;
using Tocsin.Cli;

namespace Tocsin.Unit.Cli;

/// <summary>Runs the command line in this process, in a folder of its own.</summary>
public sealed class Commands : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tocsin").FullName;

    public string Path(string file) => System.IO.Path.Combine(_folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        File.WriteAllText(Path(file), text);
    }

    /// <summary>A word that is the name of a file of the folder stands for its path; in the output the folder is left out again.</summary>
    public async Task<(int ExitCode, string Output, string Error)> Run(string line, string input = "", bool hasColours = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.EndsWith(".yml", StringComparison.Ordinal) || word == "." ? Path(word) : word);
        var exitCode = await CommandLine.RunAsync(
            [.. args],
            new(new StringReader(input), output, error, hasColours),
            [
                CheckCommand.Create, TestCommand.Create, RouteCommand.Create, TemplateCommand.Create, CompletionCommand.Create, DlqCommand.Create, TailCommand.Create, LagCommand.Create, StateCommand.Create,
                SilenceCommand.Create, AckCommand.Create, AnswerCommand.Approve, AnswerCommand.Reject, RunCommand.Create, OutcomeCommand.Create, PackagesCommand.Create,
                RecordsCommand.Create, ExplainCommand.Create,
            ]);
        return (exitCode, Clean(output.ToString()), Clean(error.ToString()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Clean(string text) => text.Replace(_folder + "/./", "", StringComparison.Ordinal).Replace(_folder + "/", "", StringComparison.Ordinal);
}
