using System.Text.RegularExpressions;

namespace Tocsin.Engine.Rules.Reading;

/// <summary>
/// Compiles a pattern for whole names on the non-backtracking engine, whose time grows with the name's length alone. Patterns come from
/// Java, so what Java spells differently is translated (see <see cref="JavaPattern"/>).
/// </summary>
internal static class NamePattern
{
    private const string Begin = @"\A(?:";
    private const string End = @")\z";
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>A compiled pattern as it would be written, in the spelling of .NET.</summary>
    public static string? Source(Regex? pattern) => pattern?.ToString()[Begin.Length..^End.Length];

    /// <summary>The pattern, or the code and message of what is wrong with it.</summary>
    public static (Regex? Pattern, string Code, string Message) Compile(string text)
    {
        var (pattern, trouble) = JavaPattern.ToDotNet(text);
        if (pattern is null)
        {
            return (null, "unsupported-regex", trouble);
        }

        try
        {
            // Alone first: a stray parenthesis must not pair with those of the anchors. Only parsed, never run: that is cheap.
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return (new Regex(Begin + pattern + End, Options), "", "");
        }
        catch (RegexParseException broken)
        {
            return (null, "bad-regex", $"not a regular expression: {broken.Error} at character {broken.Offset + 1}");
        }
        catch (ArgumentException broken)
        {
            return (null, "bad-regex", $"not a regular expression: {broken.Message}");
        }
        catch (NotSupportedException)
        {
            return (null, "unsupported-regex",
                "lookaround, back-references, atomic groups and very large patterns need backtracking, which is switched off; an exclude regex often says the same");
        }
    }
}
