using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Cli.Receiving;

/// <summary>
/// Checks signatures as receivers of Standard Webhooks do: HMAC-SHA256 of id, timestamp and body. How old a message is isn't looked at, because that would refuse
/// what waited while this receiver was told to misbehave.
/// </summary>
/// <param name="secret">The Base64 of the key behind "whsec_", or the key itself.</param>
internal sealed class SignatureChecker(string secret)
{
    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private readonly byte[] _key = secret.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(secret[Prefix.Length..]) : Encoding.UTF8.GetBytes(secret);

    /// <param name="id">The header webhook-id.</param>
    /// <param name="timestamp">The header webhook-timestamp.</param>
    /// <param name="signatures">The header webhook-signature: one or several, separated by blanks, of which one has to be right.</param>
    /// <param name="body">The bytes of the body.</param>
    public SignatureCheck Check(string id, string timestamp, string signatures, ReadOnlySpan<byte> body)
    {
        if (signatures.Length == 0)
        {
            return SignatureCheck.NotSigned;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        var expected = Encoding.UTF8.GetBytes($"{Version}{Convert.ToBase64String(hash.GetHashAndReset())}");
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature)))
            ? SignatureCheck.Right
            : SignatureCheck.Wrong;
    }
}
