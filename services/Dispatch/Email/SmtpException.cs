using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Email;

/// <summary>The server doesn't go on, or we don't; the answer says why.</summary>
internal sealed class SmtpException(Answer answer) : Exception(answer.Detail)
{
    public Answer Answer => answer;
}
