using System.CommandLine;
using Tocsin.Cli.Files;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Cli.Testing;

/// <summary><c>tocsin test rules</c>: runs tests of rules and says precisely what differed.</summary>
internal static class TestRulesCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = InputFiles.Argument("Files with tests of rules, folders of them (*.test.yml), or - for the standard input");
        var output = OutputOption.Create();
        var junit = new Option<string?>("--junit") { Description = "Also writes the results to this file as JUnit XML", HelpName = "FILE" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Names the tests that passed, too" };
        var command = new TocsinCommand(
            "rules",
            "Tests rules in virtual time: samples in, exactly the expected alarms out. Exit code: 0 all passed, 1 failures or problems in a file, 2 wrong usage.",
            ("the tests of one file", "tocsin test rules alarm-settings.test.yml"),
            ("every *.test.yml of a folder, with a report for the build server", "tocsin test rules --junit results.xml conf/"))
        {
            files, output, junit, verbose,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(files), result.GetValue(junit), Report(terminal, result.GetRequiredValue(output), result.GetValue(verbose)), terminal));
        return command;
    }

    private static Action<List<TestedFile>> Report(Terminal terminal, string output, bool isVerbose) => output == OutputOption.Json
        ? files => JsonOutput.Write(terminal.Out, TestReport.Of(files))
        : files => new TestText(terminal, isVerbose).Write(files);

    private static int Run(string[] paths, string? junit, Action<List<TestedFile>> report, Terminal terminal)
    {
        var refused = 0;
        var inputs = InputFiles.Read(paths, terminal, ScenarioFiles.IsOne, message =>
        {
            refused++;
            terminal.Error.WriteLine($"tocsin test rules: {message}");
        });
        var files = inputs.Select(Test).ToList();
        if (files.Count > 0)
        {
            report(files);
        }

        if (junit is not null)
        {
            JUnitXml.Write(junit, files);
        }

        return refused > 0 ? ExitCode.Usage : files.All(file => file.Passed) ? ExitCode.Fine : ExitCode.Problems;
    }

    private static TestedFile Test(InputFile file)
    {
        var read = ScenarioFiles.Read(file);
        return new(file, read.Problems, [.. read.Scenarios.Select(ScenarioRunner.Run)]);
    }
}
