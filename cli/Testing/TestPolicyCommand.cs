using System.CommandLine;
using Tocsin.Cli.Files;
using Tocsin.Engine.PolicyScenarios;

namespace Tocsin.Cli.Testing;

/// <summary><c>tocsin test policy</c>: runs tests of policies and says precisely what differed.</summary>
internal static class TestPolicyCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = InputFiles.Argument("Files with tests of policies, folders of them (*.policy-test.yml), or - for the standard input");
        var run = new TestRun("tocsin test policy", PolicyScenarioFiles.IsOne, Test);
        var command = new TocsinCommand(
            "policy",
            "Tests policies in virtual time: alarms or samples in, the expected decisions and messages out. Nothing is sent. Exit code: 0 all passed, 1 failures or problems in a file, 2 wrong usage.",
            ("the tests of one file", "tocsin test policy shop.policy-test.yml"),
            ("every *.policy-test.yml of a folder, with a report for the build server", "tocsin test policy --junit results.xml conf/"))
        {
            files,
        };
        run.AddTo(command, files, terminal);
        return command;
    }

    private static TestedFile Test(InputFile file)
    {
        var read = PolicyScenarioFiles.Read(file);
        return new(file, read.Problems, [.. read.Scenarios.Select(scenario => TestResult.Of(Run(scenario)))]);
    }

    private static PolicyScenarioResult Run(PolicyScenario scenario)
    {
        using var messages = new RenderedMessages(scenario);
        return PolicyScenarioRunner.Run(scenario, messages.Rendering);
    }
}
