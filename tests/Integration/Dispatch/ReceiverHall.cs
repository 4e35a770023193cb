using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tocsin.Integration.Dispatch;

/// <summary>Receivers on this machine, one for each path. They answer 200 unless the test has another answer, and can be away together.</summary>
internal sealed class ReceiverHall : IDisposable
{
    private readonly ConcurrentQueue<Arrival> _arrivals = [];
    private readonly ConcurrentDictionary<string, Func<Arrival, Task<Reply>>> _answers = [];
    private WebApplication? _server;
    private int _port;

    public ReceiverHall() => Open();

    public string Address => $"http://127.0.0.1:{_port}";

    public IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    public IReadOnlyList<Arrival> At(string receiver) => [.. _arrivals.Where(arrival => arrival.Receiver == receiver)];

    public void Answer(string receiver, Func<Arrival, Task<Reply>> answer) => _answers[receiver] = answer;

    public void Answer(string receiver, Reply reply) => Answer(receiver, _ => Task.FromResult(reply));

    /// <summary>Takes connections, always at the same port.</summary>
    public void Open()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromMilliseconds(100));
        _server = builder.Build();
        _server.Run(ReceiveAsync);
        _server.Start();
        _port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    /// <summary>Refuses connections.</summary>
    public void Close()
    {
        _server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server = null;
    }

    public void Dispose() => Close();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var receiver = context.Request.Path.Value!.Split('/')[1];
        var arrival = new Arrival(receiver, context.Request.Headers["webhook-id"].ToString(), body, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
        {
            Request = $"{context.Request.GetEncodedUrl()}\n{string.Join('\n', context.Request.Headers)}\n{body}",
        };
        _arrivals.Enqueue(arrival);
        var reply = _answers.TryGetValue(receiver, out var answer) ? await answer(arrival) : Reply.Fine;
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body);
        await context.Response.CompleteAsync();
        reply.Sent();
    }
}
