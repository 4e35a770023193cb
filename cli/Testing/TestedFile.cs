using System.Collections.Immutable;
using Tocsin.Cli.Files;
using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Testing;

/// <summary>A file of tests and what came of them; none ran if the file has errors.</summary>
internal sealed record TestedFile(InputFile Input, ImmutableArray<Problem> Problems, ImmutableArray<TestResult> Results)
{
    public IEnumerable<Problem> Errors => Problems.Where(problem => problem.Severity == Severity.Error);

    public bool Passed => !Errors.Any() && Results.All(result => result.Passed);
}
