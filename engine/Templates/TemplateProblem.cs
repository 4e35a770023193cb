namespace Tocsin.Engine.Templates;

/// <summary>Something wrong with a template. Lines and columns count from 1, within the template.</summary>
/// <param name="Line">Where.</param>
/// <param name="Column">Where in that line.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="IsFatal">The template can't be used; else it can, but says less than its author thinks.</param>
public sealed record TemplateProblem(int Line, int Column, string Message, bool IsFatal = true)
{
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
