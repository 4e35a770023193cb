using System.Collections.Immutable;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Safety;
using Tocsin.V1;

namespace Tocsin.Dispatch.Email;

/// <summary>One mail for a message, to all addresses of the hook, over a connection of its own.</summary>
/// <param name="settings">Server, login and addresses.</param>
/// <param name="write">What a message says.</param>
/// <param name="network">What may be connected to.</param>
internal sealed class EmailChannel(EmailSettings settings, Func<OutgoingMessage, EmailText> write, Network network) : IChannel
{
    public string? WhyUntold(AlarmMessage alarm) => null;

    public ImmutableArray<Preview> Render(OutgoingMessage message)
    {
        var text = write(message);
        var headers = new Mail(settings, message, text).Headers;
        return [new($"SMTP {settings.Host}:{settings.Port}", headers, text.Html ?? text.Text, text.Warning)];
    }

    public async Task<Answer> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var text = write(message);
        var mail = new Mail(settings, message, text).ToBytes();
        try
        {
            var answer = await HandOverAsync(mail, stop).ConfigureAwait(false);
            return answer with { Warning = string.Join("; ", new[] { text.Warning, answer.Warning }.Where(warning => warning.Length > 0)) };
        }
        catch (SmtpException exception)
        {
            return exception.Answer with { Warning = text.Warning };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ConnectionFailure.Of(exception, stop) with { Warning = text.Warning };
        }
    }

    private async Task<Answer> HandOverAsync(byte[] mail, CancellationToken stop)
    {
        var connection = new SmtpConnection(await network.Guard.ConnectAsync(settings.Host, settings.Port, stop).ConfigureAwait(false));
        await using (connection.ConfigureAwait(false))
        {
            var session = new SmtpSession(connection, settings);
            await session.BeginAsync(() => connection.EncryptAsync(network.Tls(settings.Host), stop), stop).ConfigureAwait(false);
            var refused = await session.SendAsync(mail, stop).ConfigureAwait(false);
            await LeaveAsync(connection, stop).ConfigureAwait(false);
            return refused.Count == 0 ? Answer.Ok : Answer.Ok with { Warning = $"not taken for {string.Join("; ", refused)}" };
        }
    }

    /// <summary>The server has the mail; how the connection ends changes nothing.</summary>
    private static async Task LeaveAsync(SmtpConnection connection, CancellationToken stop)
    {
        try
        {
            await connection.WriteAsync("QUIT\r\n"u8.ToArray(), stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
    }
}
