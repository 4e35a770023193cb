using System.CommandLine;
using Tocsin.Cli.Files;

namespace Tocsin.Cli.Testing;

/// <summary>What all commands that run tests have in common: their options, and how they tell what came of it.</summary>
/// <param name="name">The command, for errors of usage.</param>
/// <param name="isWanted">Which files of a folder are tests.</param>
/// <param name="test">Runs the tests of one file.</param>
internal sealed class TestRun(string name, Func<string, bool> isWanted, Func<InputFile, TestedFile> test)
{
    private readonly Option<string> _output = OutputOption.Create();
    private readonly Option<string?> _junit = new("--junit") { Description = "Also writes the results to this file as JUnit XML", HelpName = "FILE" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Names the tests that passed, too" };

    public void AddTo(Command command, Argument<string[]> files, Terminal terminal)
    {
        command.Options.Add(_output);
        command.Options.Add(_junit);
        command.Options.Add(_verbose);
        command.SetAction(result => Run(result, result.GetRequiredValue(files), terminal));
    }

    private int Run(ParseResult result, string[] paths, Terminal terminal)
    {
        var refused = 0;
        var inputs = InputFiles.Read(paths, terminal, isWanted, message =>
        {
            refused++;
            terminal.Error.WriteLine($"{name}: {message}");
        });
        var files = inputs.Select(test).ToList();
        if (files.Count > 0)
        {
            Report(result, files, terminal);
        }

        if (result.GetValue(_junit) is { } junit)
        {
            JUnitXml.Write(junit, files);
        }

        return refused > 0 ? ExitCode.Usage : files.All(file => file.Passed) ? ExitCode.Fine : ExitCode.Problems;
    }

    private void Report(ParseResult result, List<TestedFile> files, Terminal terminal)
    {
        if (result.GetRequiredValue(_output) == OutputOption.Json)
        {
            JsonOutput.Write(terminal.Out, TestReport.Of(files));
        }
        else
        {
            new TestText(terminal, result.GetValue(_verbose)).Write(files);
        }
    }
}
