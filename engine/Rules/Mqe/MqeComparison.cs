namespace Tocsin.Engine.Rules.Mqe;

/// <summary>"Something compared with a number", the arithmetic around the something carried over to the number, exactly.</summary>
internal sealed record MqeComparison(MqeNode Subject, Comparison Op, ExactNumber Number, string NumberText)
{
    private static readonly Dictionary<string, Comparison> _operators = new()
    {
        [">"] = Comparison.Greater,
        [">="] = Comparison.GreaterOrEqual,
        ["<"] = Comparison.Less,
        ["<="] = Comparison.LessOrEqual,
        ["=="] = Comparison.Equal,
        ["="] = Comparison.Equal,
        ["!="] = Comparison.NotEqual,
    };

    public static bool IsOne(MqeNode node) => node is MqeOperation { Operator: var sign } && _operators.ContainsKey(sign);

    /// <summary>For a node that <see cref="IsOne"/>: "a / 100 &lt; 80" becomes a, less, 8000. A metric or call is the subject.</summary>
    public static (MqeComparison? Comparison, MqeTrouble? Trouble) Read(MqeNode node)
    {
        var (offset, sign, left, right) = (MqeOperation)node;
        return (left, right) switch
        {
            (MqeNumber, MqeNumber) => (null, MqeTrouble.Unsupported(offset, "two numbers are compared")),
            (_, MqeNumber number) => Solve(left, _operators[sign], number.Value, number.Text),
            (MqeNumber number, _) => Solve(right, Mirrored(_operators[sign]), number.Value, number.Text),
            _ => (null, MqeTrouble.Unsupported(right.Offset, $"'{sign}' compares with something that isn't a number")),
        };
    }

    private static (MqeComparison?, MqeTrouble?) Solve(MqeNode node, Comparison op, ExactNumber number, string? text)
    {
        if (node is not MqeOperation { Operator: "+" or "-" or "*" or "/" or "%" } operation)
        {
            return node is MqeMetric or MqeCall
                ? (new(node, op, number, text ?? number.ToString()), null)
                : (null, MqeTrouble.Unsupported(node.Offset, "a condition is compared with a number"));
        }

        var (subject, isFlipped, moved) = Moved(operation, number);
        return subject is null
            ? (null, MqeTrouble.Unsupported(operation.Offset, $"'{operation.Operator}' between these two can't be carried over to the number exactly"))
            : Solve(subject, isFlipped ? Mirrored(op) : op, moved, null);
    }

    /// <summary>The side without the number, and the number that takes the arithmetic's place; no subject if there is no such number.</summary>
    private static (MqeNode? Subject, bool IsFlipped, ExactNumber Number) Moved(MqeOperation operation, ExactNumber number) =>
        operation switch
        {
            { Operator: "+", Right: MqeNumber right } => (operation.Left, false, number + -right.Value),
            { Operator: "+", Left: MqeNumber left } => (operation.Right, false, number + -left.Value),
            { Operator: "-", Right: MqeNumber right } => (operation.Left, false, number + right.Value),
            { Operator: "-", Left: MqeNumber left } => (operation.Right, true, left.Value + -number),
            { Operator: "*", Right: MqeNumber right } => Divided(operation.Left, right.Value, number),
            { Operator: "*", Left: MqeNumber left } => Divided(operation.Right, left.Value, number),
            { Operator: "/", Right: MqeNumber { Value.Sign: not 0 } right } => (operation.Left, right.Value.Sign < 0, number * right.Value),
            _ => (null, false, default),
        };

    private static (MqeNode?, bool, ExactNumber) Divided(MqeNode subject, ExactNumber factor, ExactNumber number) =>
        number.TryDivide(factor) is { } quotient ? (subject, factor.Sign < 0, quotient) : (null, false, default);

    private static Comparison Mirrored(Comparison op) => op switch
    {
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        _ => op,
    };
}
