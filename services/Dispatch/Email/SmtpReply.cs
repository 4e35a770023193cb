using System.Collections.Immutable;

namespace Tocsin.Dispatch.Email;

/// <summary>What a mail server says to a command.</summary>
/// <param name="Code">Of three digits.</param>
/// <param name="Lines">What stands behind the code, one for each line; at least one.</param>
internal sealed record SmtpReply(int Code, ImmutableArray<string> Lines)
{
    /// <summary>2xx, or 3xx where something is to follow.</summary>
    public bool IsPositive => Code is >= 200 and < 400;

    public bool IsTemporary => Code is >= 400 and < 500;

    public string Text => string.Join(' ', Lines);
}
