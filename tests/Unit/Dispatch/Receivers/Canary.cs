using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tocsin.Unit.Dispatch.Receivers;

/// <summary>A secret that sings: finds itself in a text in whatever encoding, by decoding the text, not by knowing what was masked.</summary>
internal static partial class Canary
{
    /// <summary>Part of every secret of the test.</summary>
    public const string Song = "kanarie7f3aB9zq";

    /// <summary>For values that may be any text.</summary>
    public const string Text = $"{Song} /+=\"ü";

    /// <summary>For where only letters can stand.</summary>
    public const string Word = $"{Song}w";

    /// <summary>Without its first letters, of which not all bits stand in their own digits of Base64.</summary>
    public static bool SingsIn(string text) => Readings(text).Any(reading => reading.Contains(Song[2..], StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Readings(string text)
    {
        yield return text;
        yield return Uri.UnescapeDataString(text);
        yield return WebUtility.HtmlDecode(text);
        yield return Regex.Unescape(Regex.Escape(text).Replace(@"\\", @"\", StringComparison.Ordinal));
        foreach (Match run in Digits().Matches(text))
        {
            for (var start = 0; start < 4 && start < run.Length; start++)
            {
                var digits = run.Value[start..].Replace('-', '+').Replace('_', '/');
                yield return Encoding.UTF8.GetString(Convert.FromBase64String(digits[..(digits.Length / 4 * 4)]));
            }
        }

        foreach (Match run in HexDigits().Matches(text))
        {
            yield return Encoding.UTF8.GetString(Convert.FromHexString(run.Value[..(run.Length / 2 * 2)]));
        }
    }

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}")]
    private static partial Regex Digits();

    [GeneratedRegex("[A-Fa-f0-9]{12,}")]
    private static partial Regex HexDigits();
}
