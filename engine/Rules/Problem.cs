namespace Tocsin.Engine.Rules;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>Something wrong with a settings file: where, what it is and what was expected. Lines and columns count from 1.</summary>
public sealed record Problem(Severity Severity, string File, int Line, int Column, string Code, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {(Severity == Severity.Error ? "error" : "warning")}: {Message} ({Code})";
}
