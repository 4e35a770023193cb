namespace Tocsin.Engine.Rules.Mqe;

/// <summary>What is wrong with an expression, and at which character, counted from 0.</summary>
internal sealed record MqeTrouble(int Offset, string Code, string Message)
{
    public static MqeTrouble Syntax(int offset, string message) => new(offset, "bad-expression", message);

    public static MqeTrouble Unsupported(int offset, string piece) => new(offset, "unsupported-expression",
        $"{piece}; understood is sum(metric > number) >= count, with the operators > >= < <= == !=, max(metric) > number, min(metric) < number, "
        + "{p='50,99'} after the metric and + - * / with a number (docs/rules.md has the list)");
}
