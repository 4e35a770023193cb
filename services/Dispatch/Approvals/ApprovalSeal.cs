using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Dispatch.Approvals;

/// <summary>
/// Makes tokens of tickets and tells which were made with this key, for this installation: ticket and HMAC-SHA256, both in the letters of URLs. Whoever
/// has a token can answer, nobody can make one or change what it says.
/// </summary>
/// <param name="key">Secret.</param>
/// <param name="installation">Other installations may have the same key; their tokens are none here.</param>
internal sealed class ApprovalSeal(byte[] key, string installation)
{
    private const int MostLetters = 2_500;

    public string Sign(ApprovalTicket ticket)
    {
        var bytes = ticket.ToBytes();
        return $"{Base64Url.EncodeToString(bytes)}.{Base64Url.EncodeToString(Hash(bytes))}";
    }

    /// <summary>Null if it is none of ours. Says nothing of its age.</summary>
    public ApprovalTicket? Open(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || token.Length > MostLetters || Decode(token.AsSpan(0, dot)) is not { } bytes || Decode(token.AsSpan(dot + 1)) is not { } signature)
        {
            return null;
        }

        return CryptographicOperations.FixedTimeEquals(signature, Hash(bytes)) ? ApprovalTicket.Of(bytes) : null;
    }

    private byte[] Hash(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"tocsin approval\n{installation}\n"));
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
