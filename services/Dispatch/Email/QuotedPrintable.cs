using System.Globalization;
using System.Text;

namespace Tocsin.Dispatch.Email;

/// <summary>Text of a mail in ASCII lines of at most 76 characters (RFC 2045): any server takes it, and people can read most of it.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    public static string Encode(string text)
    {
        var result = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(result, Encoding.UTF8.GetBytes(line));
            result.Append("\r\n");
        }

        return result.ToString();
    }

    private static void AppendLine(StringBuilder result, byte[] line)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var piece = IsPlain(line[i], isLast) ? ((char)line[i]).ToString() : string.Create(CultureInfo.InvariantCulture, $"={line[i]:X2}");
            if (length + piece.Length > LongestLine - (isLast ? 0 : 1))
            {
                result.Append("=\r\n");
                length = 0;
            }

            result.Append(piece);
            length += piece.Length;
        }
    }

    /// <summary>Blanks at the end of a line get lost on the way.</summary>
    private static bool IsPlain(byte letter, bool isLast) => letter is > (byte)' ' and <= (byte)'~' and not (byte)'=' || (letter is (byte)' ' or (byte)'\t' && !isLast);
}
