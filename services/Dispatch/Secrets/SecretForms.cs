using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Tocsin.Dispatch.Secrets;

/// <summary>How a secret can look where a receiver gives it back: as it is, and in the encodings of URLs, JSON, HTML, Base64 and hexadecimal.</summary>
internal static class SecretForms
{
    private const int BitsOfByte = 8;
    private const int BitsOfDigit = 6;

    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            WebUtility.HtmlEncode(secret),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
            Convert.ToHexString(bytes),
            .. Base64(bytes),
            .. Base64(bytes).Select(form => form.Replace('+', '-').Replace('/', '_')),
        ];
    }

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
