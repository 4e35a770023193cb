using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Dispatch.DingTalk;

/// <summary>HMAC-SHA256 with the secret as its key over time and secret, a line each.</summary>
internal static class DingTalkSign
{
    public static string Text(string secret, long timeMs) => string.Create(CultureInfo.InvariantCulture, $"{timeMs}\n{secret}");

    public static string Of(string secret, long timeMs) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Text(secret, timeMs))));

    public static Uri Url(Uri url, string secret, long timeMs)
    {
        var joint = url.Query.Length == 0 ? "?" : "&";
        return new(string.Create(CultureInfo.InvariantCulture, $"{url.AbsoluteUri}{joint}timestamp={timeMs}&sign={Uri.EscapeDataString(Of(secret, timeMs))}"));
    }
}
