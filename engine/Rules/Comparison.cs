namespace Tocsin.Engine.Rules;

/// <summary>How a value is compared with its threshold: the value stands on the left.</summary>
public enum Comparison
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}
