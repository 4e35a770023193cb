using System.Text.RegularExpressions;
using Tocsin.Engine.Rules.Reading;

namespace Tocsin.Engine.Templates;

/// <summary>Reads what stands between the braces of one tag after the other: which blocks open and close, and which names they use.</summary>
internal sealed partial class TagReader(Action<string, bool> problem)
{
    private const int MaxBlocks = 16;
    private const int MaxParentheses = 8;

    private static readonly string[] _blocks = ["if", "unless", "each", "with"];
    private static readonly string[] _variables = ["@index", "@key", "@first", "@last", "@value", "@root"];
    private static readonly string[] _literals = ["true", "false", "null", "undefined", "this", ".", ".."];

    private readonly Stack<string> _open = new();
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    /// <summary>The innermost block that isn't closed.</summary>
    public string? Open => _open.Count > 0 ? _open.Peek() : null;

    /// <summary>The template tells every alarm it is given, through the message or through the list.</summary>
    public bool UsesMessage { get; private set; }

    public void Read(string tag)
    {
        var inner = tag.Trim('~').Trim();
        switch (inner)
        {
            case "":
                problem("an empty tag", true);
                break;
            case ['>' or '*' or '&', ..] or ['#', '>' or '*', ..]:
                problem($"'{inner[0]}' isn't available: no partials, no decorators, and values always fit where they stand", true);
                break;
            case ['/', ..]:
                Close(inner[1..].Trim());
                break;
            case "^" or "else":
                NeedsBlock();
                break;
            case ['#' or '^', ..]:
                OpenBlock(inner[1..].Trim());
                break;
            default:
                ReadExpression(inner);
                break;
        }
    }

    private void OpenBlock(string inner)
    {
        var name = Token().Match(inner).Value;
        _open.Push(name);
        if (_open.Count > MaxBlocks)
        {
            problem($"more than {MaxBlocks} blocks within one another", true);
        }

        ReadTokens(inner, isBlock: true);
    }

    private void Close(string name)
    {
        if (!_open.TryPop(out var open))
        {
            problem($"nothing is open that {{{{/{name}}}}} could close", true);
        }
        else if (open != name)
        {
            problem($"{{{{/{name}}}}} stands where {{{{/{open}}}}} should", true);
        }
    }

    private void NeedsBlock()
    {
        if (_open.Count == 0)
        {
            problem("an else without a block", true);
        }
    }

    private void ReadExpression(string inner)
    {
        if (inner.StartsWith("else ", StringComparison.Ordinal))
        {
            NeedsBlock();
            ReadTokens(inner["else ".Length..], isBlock: true);
        }
        else
        {
            ReadTokens(inner, isBlock: false);
        }
    }

    private void ReadTokens(string inner, bool isBlock)
    {
        var tokens = Token().Matches(inner).Select(match => match.Value).ToList();
        var depth = 0;
        var isFirst = true;
        for (var i = 0; i < tokens.Count; i++)
        {
            var next = i + 1 < tokens.Count ? tokens[i + 1] : ")";
            switch (tokens[i])
            {
                case "(":
                    depth++;
                    isFirst = true;
                    continue;
                case ")":
                    depth--;
                    break;
                case "as" when next == "|":
                    _parameters.UnionWith(tokens.Skip(i + 2).TakeWhile(token => token != "|"));
                    return;
                case { } token when next is not "=" && token is not "=":
                    ReadName(token, isFirst && (isBlock || depth > 0 || next != ")"), isFirst && isBlock && depth == 0);
                    break;
            }

            isFirst = false;
            if (depth is < 0 or > MaxParentheses)
            {
                problem(depth < 0 ? "a ) without its (" : $"more than {MaxParentheses} ( within one another", true);
                return;
            }
        }
    }

    private void ReadName(string token, bool isCall, bool isBlock)
    {
        if (token[0] is '"' or '\'' || char.IsAsciiDigit(token[0]) || token[0] == '-' || _literals.Contains(token))
        {
            return;
        }

        var name = Start().Replace(token, "").Split('.', '/')[0];
        UsesMessage |= name is "message" or "alarms";
        if (isCall && (TemplateNames.Helpers.Contains(name) || name == "lookup" || (isBlock && _blocks.Contains(name))))
        {
            return;
        }

        if (isCall && !isBlock)
        {
            problem($"no helper '{name}'{Spelling.Hint(name, [.. TemplateNames.Helpers, "lookup"])}", true);
        }
        else if (name[..Math.Min(1, name.Length)] == "@" ? !_variables.Contains(name) : !IsKnown(name))
        {
            problem($"no name '{name}'{Spelling.Hint(name, TemplateNames.OfAlarm)}", false);
        }
    }

    /// <summary>Within {{#with tags}} any name may be one, so none is doubted.</summary>
    private bool IsKnown(string name) => name.Length == 0 || name[0] == '[' || TemplateNames.Known.Contains(name)
        || TemplateNames.Helpers.Contains(name) || _parameters.Contains(name) || _open.Contains("with");

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[()|=]|(?:\[[^\]]*\]|[^\s()="'|\[])+
        """)]
    private static partial Regex Token();

    [GeneratedRegex(@"^(?:\.\./)*(?:\./|this[./]|@root\.)?")]
    private static partial Regex Start();
}
