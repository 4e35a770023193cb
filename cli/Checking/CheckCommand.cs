using System.CommandLine;
using Tocsin.Cli.Files;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Checking;

/// <summary><c>tocsin check</c>: everything that is wrong with settings files and tests of rules, without running anything.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = InputFiles.Argument("Settings files, tests of rules (*.test.yml), folders of them, or - for the standard input");
        var output = OutputOption.Create();
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors" };
        var command = new TocsinCommand(
            "check",
            "Checks settings files and says where each problem is. Exit code: 0 fine, 1 problems, 2 wrong usage.",
            ("one file", "tocsin check alarm-settings.yml"),
            ("every YAML file of a folder, warnings count too", "tocsin check --strict conf/"),
            ("what another program writes, for a program to read", "generate-rules | tocsin check -o json -"))
        {
            files, output, strict,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(files), result.GetRequiredValue(output) == OutputOption.Json, result.GetValue(strict), terminal));
        return command;
    }

    private static int Run(string[] paths, bool isJson, bool isStrict, Terminal terminal)
    {
        var refused = 0;
        var files = InputFiles.Read(paths, terminal, _ => true, message =>
        {
            refused++;
            terminal.Error.WriteLine($"tocsin check: {message}");
        });
        var problems = files.SelectMany(Check).Distinct().ToList();
        if (isJson)
        {
            JsonOutput.Write(terminal.Out, CheckReport.Of(files, problems));
        }
        else if (files.Count > 0)
        {
            ProblemText.Write(terminal, problems, files);
            terminal.Out.WriteLine($"{Plural.Of(files.Count, "file")} checked: {ProblemText.Count(problems)}");
        }

        return refused > 0 ? ExitCode.Usage
            : problems.Any(problem => isStrict || problem.Severity == Severity.Error) ? ExitCode.Problems
            : ExitCode.Fine;
    }

    private static IEnumerable<Problem> Check(InputFile file) => ScenarioFiles.IsOne(file.Name)
        ? ScenarioFiles.Read(file).Problems
        : SettingsReader.Read(file.Text, file.Name).Problems;
}
