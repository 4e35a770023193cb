using Tocsin.Cli;
using Tocsin.Cli.Acknowledging;
using Tocsin.Cli.Applying;
using Tocsin.Cli.Approving;
using Tocsin.Cli.Auditing;
using Tocsin.Cli.DeadLetters;
using Tocsin.Cli.Explaining;
using Tocsin.Cli.Exporting;
using Tocsin.Cli.Importing;
using Tocsin.Cli.Lagging;
using Tocsin.Cli.Packages;
using Tocsin.Cli.Provisioning;
using Tocsin.Cli.Records;
using Tocsin.Cli.Silences;
using Tocsin.Cli.States;
using Tocsin.Cli.Tailing;

namespace Tocsin.Integration.Rules;

/// <summary>Runs the command line in this process.</summary>
internal static class Commands
{
    /// <summary>Words are separated by spaces.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string line, string input = "")
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new(new StringReader(input), output, error, HasColours: false),
            [
                RulesCommand.Create, TopicsCommand.Create, DlqCommand.Create, TailCommand.Create, LagCommand.Create, StateCommand.Create,
                AckCommand.Create, AnswerCommand.Approve, AnswerCommand.Reject, RecordsCommand.Create,
                SilenceCommand.Create, RunCommand.Create, OutcomeCommand.Create, PackagesCommand.Create, ExplainCommand.Create, AuditCommand.Create,
                ExportCommand.Create, ImportCommand.Create,
            ]);
        return (exitCode, output.ToString(), error.ToString());
    }
}
