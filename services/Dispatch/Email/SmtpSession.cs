using System.Text;
using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Email;

/// <summary>Hands one mail to a server, step by step.</summary>
internal sealed class SmtpSession(SmtpConnection connection, EmailSettings settings)
{
    private const int TooLarge = 552;
    private List<string> _extensions = [];

    /// <summary>Greets, encrypts where that is asked for, and logs in.</summary>
    /// <param name="encrypt">Encrypts the connection.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SmtpException">The server, or the settings, don't let us go on.</exception>
    public async Task BeginAsync(Func<Task> encrypt, CancellationToken stop)
    {
        if (settings.Tls == TlsMode.Tls)
        {
            await encrypt().ConfigureAwait(false);
        }

        Expect(await connection.ReplyAsync(stop).ConfigureAwait(false), Verdict.Refused);
        await HelloAsync(stop).ConfigureAwait(false);
        if (settings.Tls == TlsMode.StartTls)
        {
            if (!_extensions.Contains("STARTTLS"))
            {
                throw new SmtpException(new(Verdict.TryAgain, "tls", "the server offers no STARTTLS, and without encryption nothing is sent unless the hook says tls: none"));
            }

            Expect(await connection.CommandAsync("STARTTLS", stop).ConfigureAwait(false), Verdict.Refused);
            await encrypt().ConfigureAwait(false);
            // What was said in the clear doesn't count.
            await HelloAsync(stop).ConfigureAwait(false);
        }

        if (settings.Username is { } username)
        {
            await LogInAsync(username, stop).ConfigureAwait(false);
        }
    }

    /// <summary>The recipients that weren't taken, each with the server's words, while others were. The mail is sent to those.</summary>
    /// <exception cref="SmtpException">Nobody gets it.</exception>
    public async Task<IReadOnlyList<string>> SendAsync(byte[] mail, CancellationToken stop)
    {
        var from = await connection.CommandAsync($"MAIL FROM:<{settings.From.Address}>", stop).ConfigureAwait(false);
        Expect(from, from.Code == TooLarge ? Verdict.ContentRefused : Verdict.Refused);
        var refused = new List<(string Address, SmtpReply Reply)>();
        foreach (var to in settings.To)
        {
            var reply = await connection.CommandAsync($"RCPT TO:<{to.Address}>", stop).ConfigureAwait(false);
            if (!reply.IsPositive)
            {
                refused.Add((to.Address, reply));
            }
        }

        if (refused.Count == settings.To.Length)
        {
            // If one of them may work later, so may the message.
            Expect(refused.Select(each => each.Reply).OrderByDescending(reply => reply.IsTemporary).First(), Verdict.Refused);
        }

        Expect(await connection.CommandAsync("DATA", stop).ConfigureAwait(false), Verdict.Refused);
        await connection.WriteAsync(mail, stop).ConfigureAwait(false);
        Expect(await connection.ReplyAsync(stop).ConfigureAwait(false), Verdict.ContentRefused);
        return refused.ConvertAll(each => $"{each.Address}: {each.Reply.Code} {each.Reply.Text}");
    }

    private async Task HelloAsync(CancellationToken stop)
    {
        var reply = await connection.CommandAsync("EHLO [127.0.0.1]", stop).ConfigureAwait(false);
        Expect(reply, Verdict.Refused);
        _extensions = [.. reply.Lines.Skip(1).Select(line => line.Trim().ToUpperInvariant())];
    }

    private async Task LogInAsync(string username, CancellationToken stop)
    {
        var ways = _extensions.Where(line => line.StartsWith("AUTH", StringComparison.Ordinal)).SelectMany(line => line[4..].Split([' ', '='], StringSplitOptions.RemoveEmptyEntries)).ToHashSet();
        if (ways.Contains("PLAIN"))
        {
            Expect(await connection.CommandAsync($"AUTH PLAIN {Base64($"\0{username}\0{settings.Password}")}", stop).ConfigureAwait(false), Verdict.Refused);
        }
        else if (ways.Contains("LOGIN"))
        {
            Expect(await connection.CommandAsync("AUTH LOGIN", stop).ConfigureAwait(false), Verdict.Refused);
            Expect(await connection.CommandAsync(Base64(username), stop).ConfigureAwait(false), Verdict.Refused);
            Expect(await connection.CommandAsync(Base64(settings.Password), stop).ConfigureAwait(false), Verdict.Refused);
        }
        else
        {
            throw new SmtpException(new(Verdict.Refused, "smtp-auth", "the server offers neither AUTH PLAIN nor AUTH LOGIN"));
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Expect(SmtpReply reply, Verdict otherwise)
    {
        if (!reply.IsPositive)
        {
            throw new SmtpException(new(reply.IsTemporary ? Verdict.TryAgain : otherwise, $"smtp-{reply.Code}", reply.Text));
        }
    }
}
