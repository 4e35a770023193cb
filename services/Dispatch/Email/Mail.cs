using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tocsin.Dispatch.Channels;

namespace Tocsin.Dispatch.Email;

/// <summary>A mail as it goes over the wire. The same message makes the same mail, so that servers and readers know a repetition by its Message-ID.</summary>
internal sealed class Mail(EmailSettings settings, OutgoingMessage message, EmailText text)
{
    /// <summary>A digest belongs to no thread.</summary>
    private readonly string? _episode = message.Alarms.Select(alarm => alarm.EpisodeId).Distinct().ToList() is [{ Length: > 0 } episode] ? episode : null;

    public ImmutableArray<KeyValuePair<string, string>> Headers =>
    [
        new("From", HeaderText.Encode(settings.From)),
        new("To", string.Join(",\r\n ", settings.To.Select(HeaderText.Encode))),
        new("Subject", HeaderText.Encode(text.Subject)),
        new("Date", DateTimeOffset.FromUnixTimeMilliseconds(message.NowMs).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)),
        new("Message-ID", Id(message.Id)),
        .. _episode is { } episode ? new KeyValuePair<string, string>[] { new("In-Reply-To", Id("episode-" + episode)), new("References", Id("episode-" + episode)) } : [],
        new("Auto-Submitted", "auto-generated"),
        new("MIME-Version", "1.0"),
    ];

    /// <summary>Ready to be sent behind DATA: lines that begin with a dot have another one, and a dot alone ends it.</summary>
    public byte[] ToBytes()
    {
        var mail = new StringBuilder();
        foreach (var (name, value) in Headers)
        {
            mail.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        AppendBody(mail);
        return Encoding.ASCII.GetBytes(mail.Replace("\r\n.", "\r\n..").Append(".\r\n").ToString());
    }

    private void AppendBody(StringBuilder mail)
    {
        if (text.Html is not { } html)
        {
            AppendPart(mail, "text/plain", text.Text);
            return;
        }

        // In quoted-printable text no underscore follows an equals sign.
        var boundary = $"=_{Plain(message.Id)}";
        mail.Append($"Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
        AppendPart(mail, "text/plain", text.Text);
        mail.Append($"--{boundary}\r\n");
        AppendPart(mail, "text/html", html);
        mail.Append($"--{boundary}--\r\n");
    }

    private static void AppendPart(StringBuilder mail, string type, string content) =>
        mail.Append($"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n").Append(QuotedPrintable.Encode(content));

    private string Id(string local) => $"<{Plain(local)}@{Plain(settings.From.Host)}>";

    private static string Plain(string text) => string.Concat(text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'));
}
