using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Email;
using Tocsin.Dispatch.Safety;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Email;

public class EmailChannelTests
{
    private const string Host = "mail.example.org";
    private static readonly EmailText _text = new("firing: cpu of shop", "The cpu is hot.\n.hidden dot");
    private static readonly X509Certificate2 _certificate = Certificates.SelfSigned(Host);

    [Fact]
    public async Task Message_OverStartTls_IsLoggedInAndHandedOver()
    {
        await using var server = new MailServer { Certificate = _certificate, Authentication = "250-AUTH PLAIN LOGIN\r\n" };

        var answer = await Send(server, Settings(server), Certificates.Trust(_certificate));

        Assert.Equal(Answer.Ok, answer);
        Assert.Equal(
            ["EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", $"AUTH PLAIN {Base64("\0user\0pass word")}", "MAIL FROM:<alarms@example.org>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>", "DATA"],
            server.Commands.Take(8));
        var mail = Assert.Single(server.Mails);
        Assert.StartsWith("From: Tocsin <alarms@example.org>\nTo: a@example.org,\n b@example.org\nSubject: firing: cpu of shop\nDate: Tue, 14 Nov 2023 22:13:20 +0000\nMessage-ID: <m1@example.org>\n", mail, StringComparison.Ordinal);
        Assert.Contains("\nIn-Reply-To: <episode-e1@example.org>\nReferences: <episode-e1@example.org>\nAuto-Submitted: auto-generated\n", mail, StringComparison.Ordinal);
        Assert.EndsWith("\n\nThe cpu is hot.\n..hidden dot\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_OverTlsFromTheFirstByte_IsHandedOverWithLogin()
    {
        await using var server = new MailServer { Certificate = _certificate, IsEncryptedAtOnce = true, Authentication = "250-AUTH=LOGIN\r\n", Replies = { [Base64("user")] = "334 UGFzc3dvcmQ6", [Base64("pass word")] = "235 yes" } };

        Assert.Equal(Answer.Ok, await Send(server, Settings(server, "tls"), Certificates.Trust(_certificate)));
        Assert.Equal(["AUTH LOGIN", Base64("user"), Base64("pass word")], server.Commands.Skip(1).Take(3));
    }

    [Theory]
    [InlineData("starttls", false)]
    [InlineData("tls", true)]
    public async Task Certificate_SelfSigned_IsNotTrustedAndNothingIsSaid(string tls, bool isEncryptedAtOnce)
    {
        await using var server = new MailServer { Certificate = _certificate, IsEncryptedAtOnce = isEncryptedAtOnce };

        var answer = await Send(server, Settings(server, tls));

        Assert.Equal((Verdict.TryAgain, "tls"), (answer.Verdict, answer.Reason));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_OfAnotherHost_IsNotTrusted()
    {
        using var other = Certificates.SelfSigned("other.example.org");
        await using var server = new MailServer { Certificate = other };

        Assert.Equal("tls", (await Send(server, Settings(server), Certificates.Trust(other))).Reason);
    }

    [Fact]
    public async Task StartTls_NotOffered_EndsIt()
    {
        await using var server = new MailServer { Authentication = "250-AUTH PLAIN\r\n" };

        var answer = await Send(server, Settings(server));

        Assert.Equal((Verdict.TryAgain, "tls"), (answer.Verdict, answer.Reason));
        Assert.Equal(["EHLO [127.0.0.1]"], server.Commands);
    }

    [Fact]
    public async Task StartTls_WithWordsBehindIt_EndsIt()
    {
        await using var server = new MailServer { Certificate = _certificate, Smuggled = "\r\n250 smuggled" };

        Assert.Equal("bad-answer", (await Send(server, Settings(server), Certificates.Trust(_certificate))).Reason);
    }

    [Fact]
    public async Task Plaintext_WhereTheHookSaysSo_IsUsed()
    {
        await using var server = new MailServer { Authentication = "250-AUTH PLAIN\r\n" };

        Assert.Equal(Answer.Ok, await Send(server, Settings(server, "none")));
        Assert.Contains($"AUTH PLAIN {Base64("\0user\0pass word")}", server.Commands);
    }

    [Theory]
    [InlineData("", "421 too busy", nameof(Verdict.TryAgain), "smtp-421")]
    [InlineData("", "554 not you", nameof(Verdict.Refused), "smtp-554")]
    [InlineData("", "hello", nameof(Verdict.TryAgain), "bad-answer")]
    [InlineData("AUTH", "535 wrong", nameof(Verdict.Refused), "smtp-535")]
    [InlineData("AUTH", "454 later", nameof(Verdict.TryAgain), "smtp-454")]
    [InlineData("MAIL", "451 later", nameof(Verdict.TryAgain), "smtp-451")]
    [InlineData("MAIL", "550 not from you", nameof(Verdict.Refused), "smtp-550")]
    [InlineData("MAIL", "552 too large", nameof(Verdict.ContentRefused), "smtp-552")]
    [InlineData("RCPT", "550 nobody", nameof(Verdict.Refused), "smtp-550")]
    [InlineData("RCPT", "452 full", nameof(Verdict.TryAgain), "smtp-452")]
    [InlineData("DATA", "554 no", nameof(Verdict.Refused), "smtp-554")]
    [InlineData(".", "554 spam", nameof(Verdict.ContentRefused), "smtp-554")]
    [InlineData(".", "451 later", nameof(Verdict.TryAgain), "smtp-451")]
    [InlineData(".", "250-queued\r\n250 as 1", nameof(Verdict.Delivered), "ok")]
    public async Task Reply_OfTheServer_IsJudgedByItsCode(string command, string reply, string verdict, string reason)
    {
        await using var server = new MailServer { Authentication = "250-AUTH PLAIN\r\n", Replies = { [command] = reply } };

        var answer = await Send(server, Settings(server, "none"));

        Assert.Equal((verdict, reason), (answer.Verdict.ToString(), answer.Reason));
    }

    [Fact]
    public async Task Recipient_RefusedAmongOthers_IsNamedAndTheOthersGetIt()
    {
        await using var server = new MailServer { Replies = { ["RCPT TO:<a@"] = "550 nobody here", ["AUTH"] = "235 yes" }, Authentication = "250-AUTH PLAIN\r\n" };

        var answer = await Send(server, Settings(server, "none"));

        Assert.Equal((Verdict.Delivered, "not taken for a@example.org: 550 nobody here"), (answer.Verdict, answer.Warning));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Login_WithoutAWayToDoIt_IsRefused()
    {
        await using var server = new MailServer { Authentication = "250-AUTH XOAUTH2\r\n" };

        Assert.Equal((Verdict.Refused, "smtp-auth"), await Send(server, Settings(server, "none")) is var answer ? (answer.Verdict, answer.Reason) : default);
    }

    [Fact]
    public async Task Server_Inside_IsRefusedUnlessAllowed()
    {
        await using var server = new MailServer();
        var channel = new EmailChannel(Settings(server, "none", "127.0.0.1"), _ => _text, Network.Of(AllowList.Nothing));

        var answer = await channel.SendAsync(Message(), CancellationToken.None);

        Assert.Equal((Verdict.Refused, "address-refused"), (answer.Verdict, answer.Reason));
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task Cancellation_IsThrown()
    {
        await using var server = new MailServer { Replies = { [""] = "220-there is more" } };
        using var stop = new CancellationTokenSource();

        var sending = new EmailChannel(Settings(server, "none"), _ => _text, Outside(null)).SendAsync(Message(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    internal static OutgoingMessage Message() => new()
    {
        Id = "m1",
        NowMs = 1_700_000_000_000,
        Alarms = [new AlarmMessage { RuleName = "cpu_rule", Name = "shop", AlarmMessage_ = "hot", EpisodeId = "e1" }],
    };

    private static Task<Answer> Send(MailServer server, EmailSettings settings, X509ChainPolicy? trust = null)
    {
        Assert.Equal(server.Port, settings.Port);
        return new EmailChannel(settings, _ => _text, Outside(trust)).SendAsync(Message(), CancellationToken.None);
    }

    private static Network Outside(X509ChainPolicy? trust) =>
        new(new AddressGuard(AllowList.Of(["127.0.0.1"]), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]))) { Trust = trust };

    private static EmailSettings Settings(MailServer server, string tls = "starttls", string host = Host) => EmailSettings.Of(new Dictionary<string, string>
    {
        ["smtp-host"] = host,
        ["smtp-port"] = $"{server.Port}",
        ["tls"] = tls,
        ["username"] = "user",
        ["password"] = "pass word",
        ["from"] = "Tocsin <alarms@example.org>",
        ["to"] = "a@example.org, b@example.org",
    }.ToImmutableSortedDictionary());

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
