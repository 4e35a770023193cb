using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Dispatch.Webhook;

/// <summary>Signatures as Standard Webhooks has them.</summary>
internal static class WebhookSign
{
    private const string Prefix = "whsec_";
    private const int LeastKeyBytes = 24;
    private const int MostKeyBytes = 64;

    /// <summary>"v1," and the HMAC-SHA256 of id, time and body with dots between.</summary>
    public static string Of(string secret, string id, long timeSeconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Key(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timeSeconds}.")));
        hash.AppendData(body);
        return $"v1,{Convert.ToBase64String(hash.GetHashAndReset())}";
    }

    /// <summary>
    /// The key is the Base64 behind "whsec_". Without that it is taken for Base64 if it gives a key of the length that Standard Webhooks asks
    /// for, as its libraries do; any other text is the key itself.
    /// </summary>
    private static byte[] Key(string secret)
    {
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        var key = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text, key, out var length);
        return isBase64 && (text.Length < secret.Length || length is >= LeastKeyBytes and <= MostKeyBytes) ? key[..length] : Encoding.UTF8.GetBytes(text);
    }
}
