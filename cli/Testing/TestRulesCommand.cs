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
        var run = new TestRun("tocsin test rules", ScenarioFiles.IsOne, Test);
        var command = new TocsinCommand(
            "rules",
            "Tests rules in virtual time: samples in, exactly the expected alarms out. Exit code: 0 all passed, 1 failures or problems in a file, 2 wrong usage.",
            ("the tests of one file", "tocsin test rules alarm-settings.test.yml"),
            ("every *.test.yml of a folder, with a report for the build server", "tocsin test rules --junit results.xml conf/"))
        {
            files,
        };
        run.AddTo(command, files, terminal);
        return command;
    }

    private static TestedFile Test(InputFile file)
    {
        var read = ScenarioFiles.Read(file);
        return new(file, read.Problems, [.. read.Scenarios.Select(scenario => TestResult.Of(ScenarioRunner.Run(scenario)))]);
    }
}
