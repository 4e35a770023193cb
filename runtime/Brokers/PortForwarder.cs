using System.Net;
using System.Net.Sockets;

namespace Tocsin.Runtime.Brokers;

/// <summary>Passes connections to a chosen port of 127.0.0.1 on to another one. The embedded brokers can't choose their ports themselves.</summary>
internal sealed class PortForwarder : IDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <exception cref="SocketException">The port is taken.</exception>
    internal PortForwarder(int port, IPEndPoint target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Closes the port and every connection. Returns when no connection is accepted any more.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(ForwardAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections).ConfigureAwait(false);
        }
    }

    // A side that ends, fails or refuses ends the other: a client sees just what the broker itself would have shown it.
    private async Task ForwardAsync(Socket client)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.NoDelay = true;
            broker.NoDelay = true;
            await broker.ConnectAsync(_target, stop.Token).ConfigureAwait(false);
            using var near = new NetworkStream(client);
            using var far = new NetworkStream(broker);
            var there = near.CopyToAsync(far, stop.Token);
            var back = far.CopyToAsync(near, stop.Token);
            await Task.WhenAny(there, back).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(there, back).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
        }
        finally
        {
            client.Dispose();
        }
    }
}
