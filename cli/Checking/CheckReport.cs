using Tocsin.Cli.Files;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Checking;

/// <summary>What <c>tocsin check -o json</c> says.</summary>
internal sealed record CheckReport(IEnumerable<string> Files, int Errors, int Warnings, IEnumerable<ProblemReport> Problems)
{
    public static CheckReport Of(IEnumerable<InputFile> files, IReadOnlyCollection<Problem> problems) => new(
        files.Select(file => file.Name),
        problems.Count(problem => problem.Severity == Severity.Error),
        problems.Count(problem => problem.Severity == Severity.Warning),
        problems.Select(ProblemReport.Of));
}
