using System.Net.Mail;
using System.Text;

namespace Tocsin.Dispatch.Email;

/// <summary>Text of headers: one line whatever it holds, and in encoded words (RFC 2047) where it isn't short and plain.</summary>
internal static class HeaderText
{
    private const int LongestPlain = 60;
    private const int BytesOfWord = 45;

    public static string Encode(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        var isPlain = line.Length <= LongestPlain && Ascii.IsValid(line) && !line.Contains("=?", StringComparison.Ordinal);
        return isPlain ? line : string.Join("\r\n ", Words(line));
    }

    public static string Encode(MailAddress address) => address.DisplayName.Length == 0 ? address.Address
        : address.DisplayName.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ') && address.DisplayName.Length <= LongestPlain ? $"{address.DisplayName} <{address.Address}>"
        : $"{string.Join("\r\n ", Words(string.Concat(address.DisplayName.Where(letter => !char.IsControl(letter)))))}\r\n <{address.Address}>";

    /// <summary>No character stands in two words.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var bytes = new List<byte>(BytesOfWord);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > BytesOfWord)
            {
                yield return Word(bytes);
                bytes.Clear();
            }

            bytes.AddRange(next);
        }

        yield return Word(bytes);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
