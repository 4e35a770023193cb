using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tocsin.Unit.Dispatch.Email;

/// <summary>A mail server for one connection after the other. It writes down what it is told, and replies as the test wants it to.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public MailServer()
    {
        _listener.Start();
        _work = WorkAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it says for a command that begins so, instead of what it would say.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    /// <summary>Null: no STARTTLS, unless it is encrypted from the first byte.</summary>
    public X509Certificate2? Certificate { get; init; }

    public bool IsEncryptedAtOnce { get; init; }

    public string Authentication { get; init; } = "";

    /// <summary>Said right behind the reply to STARTTLS, before the encryption.</summary>
    public string Smuggled { get; init; } = "";

    /// <summary>Commands, as they were given.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Mails as they came, dots still doubled.</summary>
    public ConcurrentQueue<string> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            Stream stream = client.GetStream();
            stream = IsEncryptedAtOnce ? await EncryptAsync(stream) : stream;
            await SayAsync(stream, Replies.GetValueOrDefault("", "220 here"));
            while (await LineAsync(stream) is { } command)
            {
                Commands.Enqueue(command);
                await SayAsync(stream, Reply(command));
                if (command == "STARTTLS" && Certificate is not null)
                {
                    stream = await EncryptAsync(stream);
                }
                else if (command == "DATA" && !Replies.ContainsKey("DATA"))
                {
                    await TakeAsync(stream);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private string Reply(string command) =>
        Replies.FirstOrDefault(each => each.Key.Length > 0 && command.StartsWith(each.Key, StringComparison.Ordinal)).Value
        ?? (command.StartsWith("EHLO", StringComparison.Ordinal) ? $"250-here\r\n{(Certificate is null || IsEncryptedAtOnce ? "" : "250-STARTTLS\r\n")}{Authentication}250 SIZE 1000000"
            : command == "STARTTLS" ? "220 go on" + Smuggled
            : command == "DATA" ? "354 go on"
            : command == "AUTH LOGIN" ? "334 VXNlcm5hbWU6"
            : command.StartsWith("AUTH PLAIN", StringComparison.Ordinal) ? "235 yes"
            : command == "QUIT" ? "221 bye"
            : "250 fine");

    private async Task TakeAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await LineAsync(stream) is { } line && line != ".")
        {
            mail.Append(line).Append('\n');
        }

        Mails.Enqueue(mail.ToString());
        await SayAsync(stream, Replies.GetValueOrDefault(".", "250 queued"));
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(Certificate!);
        return encrypted;
    }

    private Task SayAsync(Stream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token).AsTask();

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
