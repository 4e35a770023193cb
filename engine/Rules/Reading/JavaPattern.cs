using System.Globalization;
using System.Text;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// Rewrites a Java pattern as a .NET one that matches the same names: \d, \w and \s stand for ASCII, any punctuation may be escaped,
/// \Q quotes, \p{Alpha} and its like are classes. What .NET would silently read as something else is refused.
/// </summary>
internal sealed class JavaPattern
{
    private const int MaxLength = 2_000;

    /// <summary>None ends in a single character, which a minus after it would make the start of a range.</summary>
    private static readonly Dictionary<char, string> _classes = new()
    {
        ['d'] = "0-9",
        ['D'] = @"\x00-/:-\uFFFF",
        ['w'] = "a-zA-Z_0-9",
        ['W'] = @"\x00-/:-@\[-\^`{-\uFFFF",
        ['s'] = @" \t-\r",
        ['S'] = @"\x00-\x08\x0E-\x1F!-\uFFFF",
        ['h'] = @"\t \xA0\u1680\u180E\u202F\u205F\u3000\u2000-\u200A",
    };

    private static readonly Dictionary<string, string> _properties = new()
    {
        ["Lower"] = "a-z",
        ["Upper"] = "A-Z",
        ["Alpha"] = "a-zA-Z",
        ["Digit"] = "0-9",
        ["Alnum"] = "a-zA-Z0-9",
        ["Punct"] = @"!-/:-@\[-`{-~",
        ["Space"] = @" \t-\r",
        ["XDigit"] = "0-9a-fA-F",
        ["ASCII"] = @"\x00-\x7F",
    };

    private readonly string _text;
    private readonly StringBuilder _result = new();
    private int _at;
    private bool _inClass;

    /// <summary>A quantifier was the last thing read.</summary>
    private bool _isRepeated;
    private readonly PatternSize _size = new();

    private JavaPattern(string text) => _text = text;

    /// <summary>Null, and what is in the way, if there is no such pattern.</summary>
    public static (string? Pattern, string Trouble) ToDotNet(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, $"longer than {MaxLength} characters");
        }

        var translation = new JavaPattern(text);
        while (translation._at < text.Length)
        {
            var trouble = translation.Step();
            if (trouble is not null || translation._size.IsTooLarge)
            {
                return (null, trouble ?? $"with its counted repeats written out it is longer than {PatternSize.Max}");
            }
        }

        return (translation._result.ToString(), "");
    }

    private string? Step()
    {
        var here = _text[_at];
        if (here == '\\' && _at + 1 < _text.Length)
        {
            return Escape(_text[_at + 1]);
        }

        return _inClass ? InClass(here) : Outside(here);
    }

    private string? Outside(char here)
    {
        if (here == '[')
        {
            OpenClass();
            return null;
        }

        if (here == '{')
        {
            return Repeat();
        }

        if (here == '+' && _isRepeated)
        {
            return "possessive quantifiers (*+, ++, ?+) need backtracking, which is switched off; the plain quantifier finds the same whole names nearly always";
        }

        Measure(here);
        _isRepeated = here is '*' or '+' or '?';
        return Copy(1);
    }

    private void Measure(char here)
    {
        switch (here)
        {
            case '(':
                _size.Open();
                break;
            case ')':
                _size.Close();
                break;
            case not ('*' or '+' or '?' or '|'):
                _size.Atom();
                break;
        }
    }

    private void OpenClass()
    {
        _inClass = true;
        _isRepeated = false;
        _size.Atom();
        Copy(1);
        if (Peek() == '^')
        {
            Copy(1);
        }

        if (Peek() == ']')
        {
            _result.Append('\\');
            Copy(1);
        }
    }

    private string? InClass(char here)
    {
        if (here == '[')
        {
            return "a class inside a class means something else in Java than here; write one class, and \\[ for the bracket";
        }

        if (here == '&' && Peek(1) == '&')
        {
            return "intersections of classes ('&&') aren't known here";
        }

        // .NET subtracts where Java has a plain minus before a bracket, which was refused above.
        _inClass = here != ']';
        return Copy(1);
    }

    private string? Escape(char letter)
    {
        _isRepeated = false;
        if (!_inClass)
        {
            _size.Atom();
        }

        switch (letter)
        {
            case 'Q':
                Quote();
                return null;
            case 'E':
                _at += 2;
                return null;
            case 'p' or 'P' when Peek(2) == '{':
                return Property(isNegated: letter == 'P');
            case 'R' or 'X' or 'N' or 'H' or 'V' or 'v':
                return $"\\{letter} isn't known here";
            default:
                EscapeOne(letter);
                return null;
        }
    }

    private void EscapeOne(char letter)
    {
        if (_classes.TryGetValue(letter, out var members))
        {
            _result.Append(_inClass ? members : $"[{members}]");
        }
        else if (letter == 'Z')
        {
            _result.Append(@"\Z");
        }
        else if (char.IsAsciiLetterOrDigit(letter))
        {
            _result.Append('\\').Append(letter);
        }
        else
        {
            Literal(letter);
        }

        _at += 2;
    }

    private void Quote()
    {
        var end = _text.IndexOf(@"\E", _at + 2, StringComparison.Ordinal);
        var stop = end < 0 ? _text.Length : end;
        foreach (var quoted in _text[(_at + 2)..stop])
        {
            Literal(quoted);
        }

        _at = end < 0 ? stop : end + 2;
    }

    private string? Property(bool isNegated)
    {
        var close = _text.IndexOf('}', _at);
        var name = close < 0 ? "" : _text[(_at + 3)..close];
        if (!_properties.TryGetValue(name, out var members))
        {
            return close < 0 ? Copy(2) : Copy(close + 1 - _at);
        }

        if (isNegated && _inClass)
        {
            return $"\\P{{{name}}} inside a class isn't known here";
        }

        _result.Append(_inClass ? members : isNegated ? $"[^{members}]" : $"[{members}]");
        _at = close + 1;
        return null;
    }

    private string? Repeat()
    {
        var close = _text.IndexOf('}', _at);
        var bounds = (close < 0 ? "" : _text[(_at + 1)..close]).Split(',');
        if (!bounds[0].All(char.IsAsciiDigit) || bounds[0].Length == 0)
        {
            return "'{' begins a count here; write \\{ for the brace";
        }

        var most = bounds[^1].Length > 0 ? bounds[^1] : bounds[0];
        if (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var times))
        {
            return $"'{most}' isn't a count of repeats";
        }

        _size.Repeat(Math.Max(1, times));
        _isRepeated = true;
        return Copy(close + 1 - _at);
    }

    private void Literal(char letter)
    {
        if (letter < 128 && !char.IsAsciiLetterOrDigit(letter))
        {
            _result.Append(CultureInfo.InvariantCulture, $@"\x{(int)letter:X2}");
        }
        else
        {
            _result.Append(letter);
        }
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private string? Copy(int length)
    {
        _result.Append(_text, _at, length);
        _at += length;
        return null;
    }
}
