using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Tocsin.Dispatch.Secrets;

/// <summary>How a secret can look where a receiver gives it back: as it is, in the encodings of URLs, JSON and HTML, and any of these in Base64 or hexadecimal.</summary>
internal static class SecretForms
{
    private const int BitsOfByte = 8;
    private const int BitsOfDigit = 6;

    public static IEnumerable<string> Of(string secret)
    {
        string[] texts =
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            WebUtility.HtmlEncode(secret),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        ];
        return texts.Distinct().SelectMany(text => Digits(Encoding.UTF8.GetBytes(text)).Prepend(text));
    }

    private static IEnumerable<string> Digits(byte[] bytes) =>
        Base64(bytes).SelectMany(form => new[] { form, form.Replace('+', '-').Replace('/', '_') }).Append(Convert.ToHexString(bytes));

    /// <summary>Within a longer text the digits depend on where the secret begins, one of three ways; those at the edges depend on its neighbours and are left out.</summary>
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var digits = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var first = ((before * BitsOfByte) + BitsOfDigit - 1) / BitsOfDigit;
            yield return digits[first..((before + bytes.Length) * BitsOfByte / BitsOfDigit)];
        }
    }
}
