using Tocsin.Cli.Checking;

namespace Tocsin.Cli.Testing;

/// <summary>Results for people: failures with everything that differed, and a summary as the last line.</summary>
internal sealed class TestText(Terminal terminal, bool isVerbose)
{
    public void Write(IReadOnlyCollection<TestedFile> files)
    {
        ProblemText.Write(terminal, files.SelectMany(file => file.Problems).Distinct(), files.Select(file => file.Input));
        foreach (var result in files.SelectMany(file => file.Results))
        {
            Write(result);
        }

        terminal.Out.WriteLine(Summary(files));
    }

    private void Write(TestResult result)
    {
        if (result.Passed && isVerbose)
        {
            terminal.Out.WriteLine($"{terminal.Green("PASS")} {result.Name}");
        }

        if (result.Passed)
        {
            return;
        }

        terminal.Out.WriteLine($"{terminal.Red("FAIL")} {terminal.Bold(result.Name)}");
        foreach (var difference in result.Differences)
        {
            terminal.Out.WriteLine($"  {result.File}:{difference.Line}: {DifferenceText.Title(difference)}");
            foreach (var detail in DifferenceText.Details(difference))
            {
                terminal.Out.WriteLine($"      {detail}");
            }
        }
    }

    private string Summary(IReadOnlyCollection<TestedFile> files)
    {
        var results = files.SelectMany(file => file.Results).ToList();
        var failed = results.Count(result => !result.Passed);
        var broken = files.Count(file => file.Errors.Any());
        var parts = new List<string>();
        if (results.Count > failed || (failed == 0 && broken == 0))
        {
            parts.Add($"{Plural.Of(results.Count - failed, "test")} passed");
        }

        if (failed > 0)
        {
            parts.Add($"{Plural.Of(failed, "test")} failed");
        }

        if (broken > 0)
        {
            parts.Add($"{Plural.Of(broken, "file")} with errors did not run");
        }

        var summary = string.Join(", ", parts);
        return failed + broken > 0 ? terminal.Red(summary) : terminal.Green(summary);
    }
}
