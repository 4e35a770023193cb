using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Checking;

/// <summary>A problem as JSON.</summary>
internal sealed record ProblemReport(string Severity, string File, int Line, int Column, string Code, string Message)
{
    public static ProblemReport Of(Problem problem) => new(
        ProblemText.Word(problem.Severity), problem.File, problem.Line, problem.Column, problem.Code, problem.Message);
}
