using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tocsin.Unit.Dispatch.Receivers;

/// <summary>Answers each connection's first request with these bytes and closes it, for what no decent server would send.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public RawServer(string answer)
    {
        _listener.Start();
        _work = WorkAsync(Encoding.UTF8.GetBytes(answer));
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task WorkAsync(byte[] answer)
    {
        var buffer = new byte[65_536];
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ReadRequestAsync(client.GetStream(), buffer);
                await client.GetStream().WriteAsync(answer, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or InvalidOperationException or SocketException or IOException)
        {
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream, byte[] buffer)
    {
        const string length = "Content-Length: ";
        var (read, expected) = (0, int.MaxValue);
        while (read < expected)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read), _stop.Token);
            read += more > 0 ? more : throw new IOException("the request ended early");
            var text = Encoding.ASCII.GetString(buffer, 0, read);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                expected = end + 4 + int.Parse(text[(text.IndexOf(length, StringComparison.Ordinal) + length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
            }
        }
    }
}
