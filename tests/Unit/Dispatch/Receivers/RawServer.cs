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
                var read = 0;
                while (!Encoding.ASCII.GetString(buffer, 0, read).EndsWith("{}", StringComparison.Ordinal))
                {
                    read += await client.GetStream().ReadAsync(buffer.AsMemory(read), _stop.Token);
                }

                await client.GetStream().WriteAsync(answer, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or InvalidOperationException or SocketException or IOException)
        {
        }
    }
}
