using System.Globalization;

namespace Tocsin.Engine.Composites;

/// <summary>Parses "a_rule &amp;&amp; (b_rule || !c_rule)": not binds tightest, then and, then or.</summary>
internal sealed class ExpressionParser
{
    /// <summary>Also bounds how deep the tree gets.</summary>
    public const int MaxTokens = 1_000;
    public const int MaxParts = 64;
    private const int MaxDepth = 50;

    private readonly List<ExpressionToken> _tokens;
    private readonly List<ExpressionToken> _parts = [];
    private (int Offset, string Message)? _trouble;
    private int _at;
    private int _depth;

    private ExpressionParser(List<ExpressionToken> tokens) => _tokens = tokens;

    private ExpressionToken Current => _tokens[_at];

    public static ParsedExpression Parse(string text)
    {
        var tokens = ExpressionToken.Split(text);
        var parser = new ExpressionParser(tokens);
        var root = tokens.Count > MaxTokens ? parser.Refuse($"an expression has at most {MaxTokens} words and signs") : parser.Or();
        if (root is not null && !parser.Current.IsEnd)
        {
            parser.Expected("'&&', '||' or the end");
        }

        if (root is not null && parser._parts.Count > MaxParts)
        {
            parser.Refuse($"an expression has at most {MaxParts} different parts");
        }

        return new(
            parser._trouble is null ? root : null,
            Normalised(tokens),
            [.. parser._parts.Select(part => (part.Text, part.Offset))],
            parser._trouble);
    }

    private static string Normalised(List<ExpressionToken> tokens) => string.Concat(tokens.Select(token =>
        token.Text is "&&" or "||" ? string.Create(CultureInfo.InvariantCulture, $" {token.Text} ") : token.Text));

    private Expression? Or()
    {
        var left = And();
        while (left is not null && Took("||"))
        {
            left = And() is { } right ? new Expression.Disjunction(left, right) : null;
        }

        return left;
    }

    private Expression? And()
    {
        var left = Not();
        while (left is not null && Took("&&"))
        {
            left = Not() is { } right ? new Expression.Conjunction(left, right) : null;
        }

        return left;
    }

    private Expression? Not()
    {
        if (++_depth > MaxDepth)
        {
            return Refuse($"more than {MaxDepth} levels inside one another");
        }

        var operand = Took("!") ? Negated() : Single();
        _depth--;
        return operand;
    }

    private Expression.Negation? Negated() => Not() is { } operand ? new(operand) : null;

    private Expression? Single()
    {
        if (Took("("))
        {
            var inner = Or();
            return inner is null || Took(")") ? inner : Expected("')'");
        }

        if (!Current.IsName)
        {
            return Expected("the name of a rule");
        }

        var name = _tokens[_at++];
        var part = _parts.FindIndex(known => known.Text == name.Text);
        if (part < 0)
        {
            part = _parts.Count;
            _parts.Add(name);
        }

        return new Expression.Condition(part);
    }

    private bool Took(string sign)
    {
        var isHere = Current.Text == sign;
        _at += isHere ? 1 : 0;
        return isHere;
    }

    private Expression? Expected(string what) =>
        Refuse($"expected {what}, found {(Current.IsEnd ? "the end" : $"'{Current.Text}'")}" + (Current.Text is "&" or "|" ? $"; write it twice" : ""));

    private Expression? Refuse(string message)
    {
        _trouble ??= (Current.Offset, message);
        return null;
    }
}
