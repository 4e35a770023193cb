namespace Tocsin.Engine.Routing;

/// <summary>A whole text, case-sensitive, in which * stands for any characters or none.</summary>
public sealed record Glob(string Pattern)
{
    public bool Matches(string text) => Matches(Pattern, text);

    public override string ToString() => Pattern;

    /// <summary>Takes at most as many steps as the product of both lengths.</summary>
    internal static bool Matches(string pattern, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (at, seen) = (0, 0);
        var (star, retry) = (-1, 0);
        while (seen < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, seen);
            }
            else if (at < pattern.Length && pattern[at] == text[seen])
            {
                at++;
                seen++;
            }
            else if (star >= 0)
            {
                // The star before takes one character more.
                (at, seen) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
