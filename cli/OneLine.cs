using System.Text;

namespace Tocsin.Cli;

/// <summary>Makes text of unknown origin fit for a line of a terminal: no control characters, and not endless.</summary>
internal static class OneLine
{
    private const int MaxLength = 240;

    public static string Of(string text, int maxLength = MaxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(Rune.IsControl(rune) ? new Rune(' ') : rune);
        }

        return line.ToString();
    }
}
