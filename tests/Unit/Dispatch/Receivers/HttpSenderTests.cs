using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.Unit.Dispatch.Email;

namespace Tocsin.Unit.Dispatch.Receivers;

public class HttpSenderTests
{
    private static readonly AllowList _allow = AllowList.Of(["127.0.0.1"]);

    [Fact]
    public async Task Post_Taken_ComesAsItWasCalled()
    {
        var requests = new ConcurrentQueue<(string Method, string? Type, string Agent, string Key, string Body)>();
        await using var server = await WebServer.StartAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            requests.Enqueue((context.Request.Method, context.Request.ContentType, $"{context.Request.Headers.UserAgent}", $"{context.Request.Headers["X-Key"]}", await body.ReadToEndAsync()));
            await context.Response.WriteAsync("fine");
        });

        var outcome = await Post(new HttpCall(server.Address, "{}"u8.ToArray()) { ContentType = "application/json; charset=utf-8", Headers = [new("X-Key", "k")] });

        Assert.Equal(new HttpAnswer(200, "fine"), outcome.Success);
        Assert.Equal(("POST", "application/json; charset=utf-8", "Tocsin", "k", "{}"), Assert.Single(requests));
    }

    [Theory]
    [InlineData(400, nameof(Verdict.ContentRefused))]
    [InlineData(401, nameof(Verdict.Refused))]
    [InlineData(403, nameof(Verdict.Refused))]
    [InlineData(404, nameof(Verdict.Refused))]
    [InlineData(408, nameof(Verdict.TryAgain))]
    [InlineData(410, nameof(Verdict.Refused))]
    [InlineData(413, nameof(Verdict.ContentRefused))]
    [InlineData(422, nameof(Verdict.ContentRefused))]
    [InlineData(425, nameof(Verdict.TryAgain))]
    [InlineData(429, nameof(Verdict.TryAgain))]
    [InlineData(500, nameof(Verdict.TryAgain))]
    [InlineData(503, nameof(Verdict.TryAgain))]
    [InlineData(599, nameof(Verdict.TryAgain))]
    public async Task Status_IsJudged(int status, string verdict)
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("these words");
        });

        var failure = (await Post(server.Address)).Failure;

        Assert.Equal((verdict, $"http-{status}", status, "these words"), (failure?.Verdict.ToString(), failure?.Reason, failure?.Status, failure?.Detail));
    }

    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("0.5", 500)]
    [InlineData("Tue, 14 Nov 2023 22:14:20 GMT", 60_000)]
    [InlineData("Tue, 14 Nov 2023 22:12:20 GMT", 0)]
    [InlineData("-1", 0)]
    [InlineData("soon", 0)]
    [InlineData("99999999999", 86_400_000)]
    public async Task RetryAfter_IsTakenAsSecondsOrDate(string header, long waitMs)
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var sender = new HttpSender(Network.Of(_allow) with { Time = new VirtualTime(1_700_000_000_000) }, 1);

        var failure = (await sender.PostAsync(new(server.Address, "{}"u8.ToArray()), CancellationToken.None)).Failure;

        Assert.Equal((Verdict.TryAgain, waitMs), (failure?.Verdict, failure?.WaitMs));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        var requests = 0;
        await using var server = await WebServer.StartAsync(context =>
        {
            requests++;
            context.Response.Redirect("http://169.254.169.254/secret/path?key=1");
            return Task.CompletedTask;
        });

        var failure = (await Post(server.Address)).Failure;

        Assert.Equal((Verdict.Refused, "http-302", "redirects aren't followed; this one leads to http://169.254.169.254/secret/***"), (failure?.Verdict, failure?.Reason, failure?.Detail));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Body_Huge_IsReadToItsLimitAndNoFurther()
    {
        var end = new TaskCompletionSource();
        await using var server = await WebServer.StartAsync(async context =>
        {
            var block = new byte[65_536];
            Array.Fill(block, (byte)'x');
            try
            {
                // Without end: only the connection's end stops it. Writes between that and the server's notice of it go nowhere, at no cost.
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                    await Task.Yield();
                }
            }
            catch (OperationCanceledException)
            {
            }

            end.SetResult();
        });

        var outcome = await Post(server.Address);

        Assert.Equal(new string('x', LimitedBody.MostBytes), outcome.Success?.Body);
        await end.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Body_CompressedToExplode_IsReadToTheSameLimit()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            try
            {
                await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                var block = new byte[1 << 20];
                for (var i = 0; i < 1_000 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await gzip.WriteAsync(block, context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
            }
        });

        Assert.Equal(LimitedBody.MostBytes, (await Post(server.Address)).Success?.Body.Length);
    }

    [Theory]
    [InlineData("", "reset")]
    [InlineData("this isn't HTTP\r\n\r\n", "bad-answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n", "bad-answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal", "reset")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "reset")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all", "bad-answer")]
    public async Task Answer_Broken_MeansTryAgain(string answer, string reason)
    {
        await using var server = new RawServer(answer);

        var failure = (await Post(server.Address)).Failure;

        Assert.Equal((Verdict.TryAgain, reason), (failure?.Verdict, failure?.Reason));
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nuntil it closes", 200, "until it closes")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "")]
    public async Task Answer_OfTheOldOrEmptyKind_IsRead(string answer, int status, string body)
    {
        await using var server = new RawServer(answer);

        Assert.Equal(new HttpAnswer(status, body), (await Post(server.Address)).Success);
    }

    [Fact]
    public async Task Connection_Reset_MeansTryAgain()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal((Verdict.TryAgain, "reset"), (await Post(server.Address)).Failure is { } failure ? (failure.Verdict, failure.Reason) : default);
    }

    [Fact]
    public async Task Connection_Refused_MeansTryAgain()
    {
        var address = await WebServer.StartAsync(_ => Task.CompletedTask) is var server ? server.Address : null!;
        await server.DisposeAsync();

        Assert.Equal((Verdict.TryAgain, "connect"), (await Post(address)).Failure is { } failure ? (failure.Verdict, failure.Reason) : default);
    }

    [Theory]
    [InlineData("receiver.example", false, "tls")]
    [InlineData("other.example", true, "tls")]
    [InlineData("receiver.example", true, null)]
    public async Task Certificate_MustBeTrustedAndOfTheHost(string host, bool isTrusted, string? reason)
    {
        using var certificate = Certificates.SelfSigned("receiver.example");
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask, certificate);
        var network = new Network(new AddressGuard(_allow, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]))) { Trust = isTrusted ? Certificates.Trust(certificate) : null };
        using var sender = new HttpSender(network, 1);

        var outcome = await sender.PostAsync(new(new($"https://{host}:{server.Address.Port}/"), "{}"u8.ToArray()), CancellationToken.None);

        Assert.Equal(reason, outcome.Failure?.Reason);
    }

    [Fact]
    public async Task Address_Inside_IsNotConnectedTo()
    {
        var requests = 0;
        await using var server = await WebServer.StartAsync(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        using var sender = new HttpSender(Network.Of(AllowList.Nothing), 1);

        var literal = (await sender.PostAsync(new(server.Address, "{}"u8.ToArray()), CancellationToken.None)).Failure;
        var named = (await sender.PostAsync(new(new($"http://localhost:{server.Address.Port}/"), "{}"u8.ToArray()), CancellationToken.None)).Failure;

        Assert.Equal((Verdict.Refused, "address-refused"), (literal?.Verdict, literal?.Reason));
        Assert.Equal((Verdict.TryAgain, "address-refused"), (named?.Verdict, named?.Reason));
        Assert.Equal(0, requests);
    }

    [Theory]
    [InlineData("a\r\nX-Other: b")]
    [InlineData("a\n")]
    public async Task Header_OfSeveralLines_IsNotSent(string value)
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);

        var failure = (await Post(new HttpCall(server.Address, "{}"u8.ToArray()) { Headers = [new("X-Key", value)] })).Failure;

        Assert.Equal("settings", failure?.Reason);
        Assert.DoesNotContain(value, failure?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_IsThrown()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await WebServer.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var sender = new HttpSender(Network.Of(_allow), 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.PostAsync(new(server.Address, "{}"u8.ToArray()), stop.Token));
    }

    private static Task<HttpOutcome> Post(Uri url) => Post(new HttpCall(url, "{}"u8.ToArray()));

    private static async Task<HttpOutcome> Post(HttpCall call)
    {
        using var sender = new HttpSender(Network.Of(_allow), 1);
        return await sender.PostAsync(call, CancellationToken.None);
    }
}
