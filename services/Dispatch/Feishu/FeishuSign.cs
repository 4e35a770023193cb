using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Dispatch.Feishu;

/// <summary>HMAC-SHA256 of nothing, with time and secret, a line each, as its key.</summary>
internal static class FeishuSign
{
    public static string Key(string secret, long timeSeconds) => string.Create(CultureInfo.InvariantCulture, $"{timeSeconds}\n{secret}");

    public static string Of(string secret, long timeSeconds) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key(secret, timeSeconds)), Array.Empty<byte>()));
}
