using System.Collections.Immutable;

namespace Tocsin.Engine.Rules.Mqe;

/// <summary>Parses an MQE expression: or, and, comparison, sum, product, in the order of how loosely they bind.</summary>
internal sealed class MqeParser
{
    public const int MaxLength = 1_000;
    private const int MaxDepth = 50;

    private static readonly string[][] _levels = [["||"], ["&&"], [">", ">=", "<", "<=", "==", "!=", "="], ["+", "-"], ["*", "/", "%"]];

    private readonly List<MqeToken> _tokens;
    private MqeTrouble? _trouble;
    private int _at;
    private int _depth;

    private MqeParser(string text) => _tokens = MqeToken.Split(text);

    private MqeToken Current => _tokens[_at];

    public static (MqeNode? Root, MqeTrouble? Trouble) Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, MqeTrouble.Syntax(0, $"an expression has at most {MaxLength} characters"));
        }

        var parser = new MqeParser(text);
        var root = parser.Level(0);
        if (root is not null && parser.Current.Kind != MqeTokenKind.End)
        {
            root = parser.Expected("an operator or the end");
        }

        return (root, parser._trouble);
    }

    private MqeNode? Level(int level)
    {
        if (level == _levels.Length)
        {
            return Single();
        }

        var left = Level(level + 1);
        while (left is not null && Current.Kind == MqeTokenKind.Sign && _levels[level].Contains(Current.Text))
        {
            var sign = Take();
            left = Level(level + 1) is { } right ? new MqeOperation(sign.Offset, sign.Text, left, right) : null;
        }

        return left;
    }

    private MqeNode? Single()
    {
        var token = Current;
        return token switch
        {
            { Kind: MqeTokenKind.Number } => Number(""),
            { Kind: MqeTokenKind.Sign, Text: "-" or "+" } when _tokens[_at + 1].Kind == MqeTokenKind.Number => Number(Take().Text),
            { Kind: MqeTokenKind.Sign, Text: "(" } => Inside(),
            { Kind: MqeTokenKind.Word } => Named(),
            _ => Expected("a metric, a number or a parenthesis"),
        };
    }

    private MqeNumber? Number(string sign)
    {
        var token = Take();
        var text = sign + token.Text;
        if (ExactNumber.TryParse(text) is { } value)
        {
            return new(token.Offset - sign.Length, text, value);
        }

        _trouble = MqeTrouble.Syntax(token.Offset, $"'{text}' isn't a number");
        return null;
    }

    private MqeNode? Inside()
    {
        Take();
        if (++_depth > MaxDepth)
        {
            return Expected($"at most {MaxDepth} parentheses inside one another");
        }

        var inner = Level(0);
        _depth--;
        return inner is null || Skip(")") ? inner : null;
    }

    private MqeNode? Named()
    {
        var name = Take();
        return Current.Text switch
        {
            "(" when Current.Kind == MqeTokenKind.Sign => Call(name),
            "{" when Current.Kind == MqeTokenKind.Sign => Labelled(name),
            _ => new MqeMetric(name.Offset, name.Text, null, []),
        };
    }

    private MqeCall? Call(MqeToken name)
    {
        Take();
        if (++_depth > MaxDepth)
        {
            Expected($"at most {MaxDepth} parentheses inside one another");
            return null;
        }

        var arguments = ImmutableArray.CreateBuilder<MqeNode>();
        do
        {
            if (Level(0) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }
        while (Took(","));
        _depth--;
        return Skip(")") ? new(name.Offset, name.Text, arguments.ToImmutable()) : null;
    }

    private MqeMetric? Labelled(MqeToken name)
    {
        Take();
        var key = Take();
        if (key.Kind != MqeTokenKind.Word || !Skip("="))
        {
            _trouble ??= MqeTrouble.Syntax(key.Offset, "labels are written {name='value,value'}");
            return null;
        }

        var values = Take();
        if (values.Kind != MqeTokenKind.Text)
        {
            _trouble = MqeTrouble.Syntax(values.Offset, "the values of a label stand in quotes");
            return null;
        }

        if (Current.Text == ",")
        {
            _trouble = MqeTrouble.Unsupported(Current.Offset, "a second label isn't supported, samples have one");
            return null;
        }

        return Skip("}")
            ? new(name.Offset, name.Text, key.Text, [.. values.Text.Split(',').Select(value => value.Trim())])
            : null;
    }

    private bool Skip(string sign) => Took(sign) || Expected($"'{sign}'") is not null;

    private bool Took(string sign)
    {
        var isHere = Current.Kind == MqeTokenKind.Sign && Current.Text == sign;
        _at += isHere ? 1 : 0;
        return isHere;
    }

    private MqeToken Take() => Current.Kind is MqeTokenKind.End or MqeTokenKind.Unknown ? Current : _tokens[_at++];

    private MqeNode? Expected(string what)
    {
        _trouble ??= MqeTrouble.Syntax(Current.Offset, $"expected {what}, found {(Current.Kind == MqeTokenKind.End ? "the end" : $"'{Current.Text}'")}");
        return null;
    }
}
