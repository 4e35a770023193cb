using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Grpc;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Safety;
using Tocsin.Unit.Dispatch.Email;
using Tocsin.Unit.Dispatch.Receivers;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Grpc;

public class GrpcChannelTests
{
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "tls")]
    public async Task Call_Encrypted_NeedsATrustedCertificate(bool isTrusted, string? reason)
    {
        using var certificate = Certificates.SelfSigned("receiver.example");
        await using var server = await WebServer.StartAsync(context => AnswerAsync(context, "0"), certificate, HttpProtocols.Http2);
        var network = Outside() with { Trust = isTrusted ? Certificates.Trust(certificate) : null };

        Assert.Equal(reason ?? "ok", (await Send(network, new("receiver.example", server.Address.Port, IsTls: true))).Reason);
    }

    [Fact]
    public async Task Frames_OfAMessage_AreThoseOfGrpc()
    {
        var body = new MemoryStream();
        await using var server = await WebServer.StartAsync(
            async context =>
            {
                Assert.Equal(("application/grpc", "trailers", "5000m", "m1"), (context.Request.ContentType, $"{context.Request.Headers.TE}", $"{context.Request.Headers["grpc-timeout"]}", $"{context.Request.Headers["webhook-id"]}"));
                await context.Request.Body.CopyToAsync(body);
                await AnswerAsync(context, "0");
            },
            protocols: HttpProtocols.Http2);

        Assert.Equal(Answer.Ok, await Send(Outside(), new("127.0.0.1", server.Address.Port, IsTls: false)));

        var bytes = body.ToArray();
        Assert.Equal([0, 0, 0, 0, (byte)(bytes.Length - 5)], bytes[..5]);
        Assert.Equal(EmailChannelTests.Message().Alarms[0], AlarmMessage.Parser.ParseFrom(bytes, 5, bytes.Length - 5));
    }

    [Fact]
    public async Task Status_Missing_MeansTryAgain()
    {
        await using var server = await WebServer.StartAsync(context => AnswerAsync(context, null), protocols: HttpProtocols.Http2);

        Assert.Equal((Verdict.TryAgain, "bad-answer"), await Send(Outside(), new("127.0.0.1", server.Address.Port, IsTls: false)) is var answer ? (answer.Verdict, answer.Reason) : default);
    }

    [Fact]
    public async Task Server_OfHttp1_IsNoReceiver()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);

        Assert.Equal(Verdict.TryAgain, (await Send(Outside(), new("127.0.0.1", server.Address.Port, IsTls: false))).Verdict);
    }

    [Fact]
    public async Task Address_Inside_IsRefused() =>
        Assert.Equal((Verdict.Refused, "address-refused"), await Send(Network.Of(AllowList.Nothing), new("127.0.0.1", 9888, IsTls: false)) is var answer ? (answer.Verdict, answer.Reason) : default);

    [Theory]
    [InlineData("", "9888")]
    [InlineData("host", "")]
    [InlineData("host", "0")]
    [InlineData("host", "65536")]
    [InlineData("host", "port")]
    public void Settings_OutOfOrder_AreRefused(string host, string port) =>
        Assert.Throws<FormatException>(() => GrpcSettings.Of(new Dictionary<string, string> { ["target-host"] = host, ["target-port"] = port }.ToImmutableSortedDictionary()));

    private static Network Outside() => new(new AddressGuard(AllowList.Of(["127.0.0.1"]), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])));

    private static async Task AnswerAsync(HttpContext context, string? status)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5]);
        if (status is not null)
        {
            context.Response.AppendTrailer("grpc-status", status);
        }
    }

    private static async Task<Answer> Send(Network network, GrpcSettings settings)
    {
        using var sender = new HttpSender(network, 1);
        return await new GrpcChannel(settings, network, sender.Client, 5_000).SendAsync(EmailChannelTests.Message(), CancellationToken.None);
    }
}
