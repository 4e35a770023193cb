using System.CommandLine;
using Tocsin.Cli.Files;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Checking;

/// <summary><c>tocsin check</c>: everything that is wrong with settings files of rules, of Dispatch and of policies and with tests of either, without running anything.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = InputFiles.Argument("Settings files, tests of rules (*.test.yml) and of policies (*.policy-test.yml), folders of them, or - for the standard input");
        var dispatch = new Option<string?>("--dispatch") { Description = "Dispatch's settings file: every hook that is named must then be in one of the files" };
        var policies = new Option<string?>("--policies") { Description = "A file of policies or a folder of them: what they name must then be in these files" };
        var output = OutputOption.Create();
        var strict = new Option<bool>("--strict") { Description = "Warnings count as errors" };
        var command = new TocsinCommand(
            "check",
            "Checks settings files and says where each problem is. Exit code: 0 fine, 1 problems, 2 wrong usage.",
            ("one file", "tocsin check alarm-settings.yml"),
            ("every YAML file of a folder, warnings count too", "tocsin check --strict conf/"),
            ("rules and Dispatch's settings, and that every hook they name is there", "tocsin check alarm-settings.yml --dispatch dispatch.yml"),
            ("policies as well: every rule and receiver they name", "tocsin check alarm-settings.yml --dispatch dispatch.yml --policies policies.yml"),
            ("what another program writes, for a program to read", "generate-rules | tocsin check -o json -"))
        {
            files, dispatch, policies, output, strict,
        };
        command.SetAction(result => Run(
            new Paths(result.GetRequiredValue(files), result.GetValue(dispatch), result.GetValue(policies)),
            result.GetRequiredValue(output) == OutputOption.Json,
            result.GetValue(strict),
            terminal));
        return command;
    }

    private static int Run(Paths paths, bool isJson, bool isStrict, Terminal terminal)
    {
        var refused = 0;
        var dispatch = paths.Dispatch is null ? null : InputFiles.ReadOne(paths.Dispatch, terminal, Refuse);
        var policies = paths.Policies is null ? [] : InputFiles.Read([paths.Policies], terminal, IsOfPolicies, Refuse);
        List<InputFile> files = [.. InputFiles.Read(paths.Files, terminal, _ => true, Refuse).Concat(dispatch is null ? [] : [dispatch]).Concat(policies).Distinct()];
        var settings = new SettingsFiles([.. files.Where(file => !ScenarioFiles.IsOne(file.Name) && !PolicyScenarioFiles.IsOne(file.Name))], dispatch, policies);
        var problems = files.SelectMany(Problems).Distinct().ToList();
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

        // As Converge reads a folder: what lies deeper, and tests, are none of its policies.
        bool IsOfPolicies(string file) => Path.GetDirectoryName(file) == Path.TrimEndingDirectorySeparator(paths.Policies!) && !ScenarioFiles.IsOne(file) && !PolicyScenarioFiles.IsOne(file);

        IEnumerable<Problem> Problems(InputFile file) => ScenarioFiles.IsOne(file.Name) ? ScenarioFiles.Read(file).Problems
            : PolicyScenarioFiles.IsOne(file.Name) ? PolicyScenarioFiles.Read(file).Problems
            : settings.Check(file);

        void Refuse(string message)
        {
            refused++;
            terminal.Error.WriteLine($"tocsin check: {message}");
        }
    }

    private sealed record Paths(string[] Files, string? Dispatch, string? Policies);
}
