using System.Text;

namespace Tocsin.Engine.Templates;

/// <summary>
/// SkyWalking's templates: what Java's String.format makes of a text and one argument. %s and %1$s are the message, %% is a percent sign; whatever
/// else Java would make of a percent sign stays as it is.
/// </summary>
internal static class PercentText
{
    private static readonly string[] _placeholders = ["%s", "%1$s"];

    public static bool HasPlaceholder(string text) => Split(text).Any(piece => piece is null);

    public static string Fill(string text, string message)
    {
        var result = new StringBuilder();
        foreach (var piece in Split(text))
        {
            result.Append(piece ?? message);
        }

        return result.ToString();
    }

    /// <summary>Text, and null where the message belongs.</summary>
    public static IEnumerable<string?> Split(string text)
    {
        var start = 0;
        var at = 0;
        while ((at = text.IndexOf('%', at)) >= 0)
        {
            var placeholder = Array.Find(_placeholders, each => string.CompareOrdinal(text, at, each, 0, each.Length) == 0);
            if (placeholder is not null)
            {
                yield return text[start..at];
                yield return null;
                at = start = at + placeholder.Length;
            }
            else if (string.CompareOrdinal(text, at, "%%", 0, 2) == 0)
            {
                yield return text[start..(at + 1)];
                at = start = at + 2;
            }
            else
            {
                at++;
            }
        }

        yield return text[start..];
    }
}
