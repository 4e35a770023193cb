namespace Tocsin.Engine.Composites;

/// <summary>A boolean expression over conditions, which are numbered by their position in <c>CompositeRule.Parts</c>.</summary>
public abstract record Expression
{
    private Expression()
    {
    }

    public abstract bool Holds(ReadOnlySpan<bool> conditions);

    public sealed record Condition(int Part) : Expression
    {
        public override bool Holds(ReadOnlySpan<bool> conditions) => conditions[Part];
    }

    public sealed record Negation(Expression Operand) : Expression
    {
        public override bool Holds(ReadOnlySpan<bool> conditions) => !Operand.Holds(conditions);
    }

    public sealed record Conjunction(Expression Left, Expression Right) : Expression
    {
        public override bool Holds(ReadOnlySpan<bool> conditions) => Left.Holds(conditions) && Right.Holds(conditions);
    }

    public sealed record Disjunction(Expression Left, Expression Right) : Expression
    {
        public override bool Holds(ReadOnlySpan<bool> conditions) => Left.Holds(conditions) || Right.Holds(conditions);
    }
}
