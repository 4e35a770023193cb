using System.Globalization;
using System.Text;

namespace Tocsin.Engine.Templates;

/// <summary>Text within the quotes of a JSON document. Half a surrogate pair, which no receiver could decode, becomes U+FFFD.</summary>
public static class JsonText
{
    private const string HtmlLetters = "<>&='";

    /// <summary>Escapes what JSON asks for, and the two line separators that JavaScript stumbles over.</summary>
    public static string Escape(string text) => Escape(text, "");

    /// <summary>As SkyWalking's webhooks have it: what has a meaning in HTML is escaped, too. In quotes.</summary>
    public static string QuoteForHtml(string text) => $"\"{Escape(text, HtmlLetters)}\"";

    public static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text, string alsoEscaped)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsSurrogate(letter))
            {
                var isPair = i + 1 < text.Length && char.IsSurrogatePair(letter, text[i + 1]);
                result.Append(isPair ? text.AsSpan(i, 2) : "\uFFFD");
                i += isPair ? 1 : 0;
            }
            else if (Short(letter) is { } escape)
            {
                result.Append(escape);
            }
            else if (letter is < ' ' or '\u2028' or '\u2029' || alsoEscaped.Contains(letter, StringComparison.Ordinal))
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
            else
            {
                result.Append(letter);
            }
        }

        return result.ToString();
    }

    private static string? Short(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => null,
    };
}
