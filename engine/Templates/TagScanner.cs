using System.Collections.Immutable;
using System.Text;

namespace Tocsin.Engine.Templates;

/// <summary>
/// Goes over a template before Handlebars does: finds what is wrong in it and where, refuses what could harm, and writes %s as a tag. Letters
/// beside a tag that Handlebars would take for a part of it, such as the last of the three in {"value":{{value}}}, are written as tags, too.
/// </summary>
internal sealed class TagScanner
{
    private const int MaxLetters = 65_536;
    private const int MaxTags = 500;
    private const string Message = "{{@root.message}}";

    private readonly string _text;
    private readonly TemplateTarget _target;
    private readonly ImmutableArray<TemplateProblem>.Builder _problems = ImmutableArray.CreateBuilder<TemplateProblem>();
    private readonly StringBuilder _rewritten = new();
    private readonly TagReader _reader;
    private bool _usesPercent;
    private bool _isAfterTag;
    private int _at;
    private int _tags;

    private TagScanner(string text, TemplateTarget target)
    {
        _text = text;
        _target = target;
        _reader = new((message, isFatal) => Report(_at, message, isFatal));
    }

    public static ScannedTemplate Scan(string text, TemplateTarget target)
    {
        var scanner = new TagScanner(text, target);
        scanner.Scan();
        return new(scanner._rewritten.ToString(), scanner._usesPercent || scanner._reader.UsesMessage, scanner._problems.ToImmutable());
    }

    private void Scan()
    {
        if (_text.Length > MaxLetters)
        {
            Report(0, $"more than {MaxLetters} letters", true);
            return;
        }

        var start = 0;
        while (FindTag(start) is >= 0 and var open)
        {
            AppendText(_text[start..open], isBeforeTag: true);
            _at = open;
            if (ReadTag(open) is not { } end)
            {
                return;
            }

            _rewritten.Append(_text.AsSpan(open, end - open));
            _isAfterTag = true;
            start = end;
        }

        AppendText(_text[start..], isBeforeTag: false);
        if (_reader.Open is { } block)
        {
            Report(_text.Length, $"{{{{#{block}}}}} isn't closed", true);
        }
    }

    /// <summary>Where the next tag begins; \{{ is text.</summary>
    private int FindTag(int start)
    {
        var open = _text.IndexOf("{{", start, StringComparison.Ordinal);
        while (open > 0 && _text[open - 1] == '\\' && !(open > 1 && _text[open - 2] == '\\'))
        {
            open = _text.IndexOf("{{", open + 2, StringComparison.Ordinal);
        }

        return open;
    }

    /// <summary>Where the tag ends; null if it doesn't, or if it isn't one to go on with.</summary>
    private int? ReadTag(int open)
    {
        if (++_tags > MaxTags)
        {
            return Refuse($"more than {MaxTags} tags");
        }

        var rest = _text.AsSpan(open);
        if (rest.StartsWith("{{!") || rest.StartsWith("{{~!"))
        {
            var mark = rest.StartsWith("{{!--") || rest.StartsWith("{{~!--") ? "--" : "";
            var end = _text.IndexOf(mark + "}}", open, StringComparison.Ordinal);
            end = end >= 0 ? end : _text.IndexOf(mark + "~}}", open, StringComparison.Ordinal);
            return end >= 0 ? _text.IndexOf("}}", end, StringComparison.Ordinal) + 2 : Refuse("this comment isn't closed");
        }

        var isTriple = rest.StartsWith("{{{");
        if (isTriple && (_target != TemplateTarget.Text || rest.StartsWith("{{{{")))
        {
            return Refuse("three braces would put a value here that may break what it stands in; write two, or {{json ...}} for a JSON value");
        }

        var braces = isTriple ? "}}}" : "}}";
        if (FindEnd(open + braces.Length, braces) is not { } close)
        {
            return Refuse("this tag isn't closed");
        }

        _reader.Read(_text[(open + braces.Length)..close]);
        return close + braces.Length;
    }

    /// <summary>Braces within quotes close nothing.</summary>
    private int? FindEnd(int at, string braces)
    {
        for (; at < _text.Length; at++)
        {
            if (_text[at] is '"' or '\'')
            {
                at = _text.IndexOf(_text[at], at + 1);
                if (at < 0)
                {
                    return null;
                }
            }
            else if (string.CompareOrdinal(_text, at, braces, 0, braces.Length) == 0)
            {
                return at;
            }
        }

        return null;
    }

    private void AppendText(string text, bool isBeforeTag)
    {
        var pieces = PercentText.Split(text).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i] is { } piece)
            {
                AppendGuarded(piece, i < pieces.Count - 1, isBeforeTag && i == pieces.Count - 1);
            }
            else
            {
                _usesPercent = true;
                _rewritten.Append(Message);
                _isAfterTag = true;
            }
        }
    }

    private void AppendGuarded(string text, bool isBeforeMessage, bool isBeforeTag)
    {
        var start = 0;
        for (; _isAfterTag && start < text.Length && text[start] == '}'; start++)
        {
            AppendLetter(TemplateHelpers.Close);
        }

        // A backslash before a tag of the template is the author's own, and means what it means to Handlebars.
        var end = text.Length;
        while (end > start && ((isBeforeMessage && text[end - 1] is '{' or '\\') || (isBeforeTag && text[end - 1] == '{')))
        {
            end--;
        }

        _rewritten.Append(text.AsSpan(start, end - start));
        foreach (var letter in text[end..])
        {
            AppendLetter(letter == '{' ? TemplateHelpers.Open : TemplateHelpers.Backslash);
        }

        _isAfterTag &= text.Length == 0;
    }

    private void AppendLetter(string helper) => _rewritten.Append("{{").Append(helper).Append("}}");

    private int? Refuse(string message)
    {
        Report(_at, message, true);
        return null;
    }

    private void Report(int at, string message, bool isFatal)
    {
        var line = 1 + _text.AsSpan(0, at).Count('\n');
        var column = at - (at == 0 ? -1 : _text.LastIndexOf('\n', at - 1));
        _problems.Add(new(line, column, message, isFatal));
    }
}
