using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Tocsin.Dispatch.Receivers;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Dispatch.Email;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Receivers;

public sealed class CanaryTests : IDisposable
{
    private readonly Notebook _log = new();
    private readonly ReceiverTable _table;
    private readonly string _file = Path.GetTempFileName();

    public CanaryTests()
    {
        _table = new ReceiverTable(new SecretSource(name => name == "CANARY" ? Canary.Text : null), _log);
        File.WriteAllText(_file, $"{Canary.Text}\n");
    }

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var type in new[] { "webhook", "slack", "wechat", "dingtalk", "feishu", "welink", "pagerduty", "discord", "teams", "telegram" })
            {
                foreach (var status in new[] { 200, 302, 400, 404, 429, 500 })
                {
                    cases.Add(type, status);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Secrets_EchoedInEveryEncoding_LeaveNoTrace(string type, int status)
    {
        await using var server = await WebServer.StartAsync(context => EchoAsync(context, status));
        var said = await RunAsync(Hook(type, server.Address.ToString()), "127.0.0.1");

        Assert.Contains(said, text => text.Contains("***", StringComparison.Ordinal));
        Assert.DoesNotContain(said, Canary.SingsIn);
    }

    /// <summary>The link that a question is answered by isn't of the settings, and as secret.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task LinkOfAQuestion_EchoedInEveryEncoding_LeavesNoTrace(string type, int status)
    {
        await using var server = await WebServer.StartAsync(context => EchoAsync(context, status));
        _table.Replace([Hook(type, server.Address.ToString())], ["127.0.0.1"], ImmutableSortedDictionary<string, string>.Empty);
        var message = EmailChannelTests.Message();
        var url = $"https://tocsin.example.com/approve?t=x.{Canary.Word}";
        var alarm = message.Alarms[0].Clone();
        alarm.AlarmMessage_ = $"May it run? {url}";
        var question = message with { Alarms = [alarm], Asks = new Errand { Question = new Question { UntilMs = 1 } }, AnswerUrl = url, AnswerToken = $"x.{Canary.Word}" };
        foreach (var receiver in _table.All)
        {
            Assert.DoesNotContain(["" + await receiver.SendAsync(question, CancellationToken.None)], Canary.SingsIn);
        }

        Assert.DoesNotContain(_log.Lines, Canary.SingsIn);
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("dingtalk")]
    [InlineData("telegram")]
    [InlineData("welink")]
    [InlineData("pagerduty")]
    public async Task Secrets_WhereNothingWorks_LeaveNoTrace(string type)
    {
        await using var broken = new RawServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var insecure = $"https://127.0.0.1:{server.Address.Port}/";
        string[] said =
        [
            .. await RunAsync(Hook(type, server.Address.ToString()), "127.0.0.1"),
            .. await RunAsync(Hook(type, server.Address.ToString()), "10.0.0.0/8"),
            .. await RunAsync(Hook(type, broken.Address.ToString()), "127.0.0.1"),
            .. await RunAsync(Hook(type, insecure), "127.0.0.1"),
            .. await RunAsync(Hook(type, "http://receiver.invalid/"), "127.0.0.1"),
            .. await RunAsync(Hook(type, $"http://{Canary.Word}:{Canary.Word}@127.0.0.1/"), "127.0.0.1"),
            .. await RunAsync(Hook(type, $"no url {Canary.Word}"), "127.0.0.1"),
        ];

        Assert.DoesNotContain(said, Canary.SingsIn);
    }

    [Fact]
    public async Task Password_EchoedByAMailServer_LeavesNoTrace()
    {
        await using var server = new MailServer
        {
            Authentication = "250-AUTH PLAIN\r\n",
            Replies = { ["AUTH"] = $"535 {Canary.Text} {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0user\0{Canary.Text}"))}" },
        };
        var hook = new HookSettings
        {
            Type = "email",
            Name = "ops",
            Receivers = [Values(("smtp-host", "127.0.0.1"), ("smtp-port", $"{server.Port}"), ("tls", "none"), ("username", "user"), ("password", $"file:{_file}"), ("from", "a@example.org"), ("to", "b@example.org"))],
        };

        var said = await RunAsync(hook, "127.0.0.1");

        Assert.Contains(said, text => text.Contains("smtp-535", StringComparison.Ordinal));
        Assert.DoesNotContain(said, Canary.SingsIn);
    }

    [Fact]
    public void Canary_InAnyEncoding_IsHeard()
    {
        Assert.False(Canary.SingsIn("nothing to hear"));
        Assert.All(SecretForms.Of(Canary.Text).Append(Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{Canary.Text}"))), form => Assert.True(Canary.SingsIn($"a {form} b"), form));
    }

    public void Dispose()
    {
        _table.Dispose();
        File.Delete(_file);
    }

    /// <summary>All that comes out: answers, previews, what is said of the receiver and what is logged.</summary>
    private async Task<string[]> RunAsync(HookSettings hook, string allow)
    {
        _table.Replace([hook], [allow], ImmutableSortedDictionary<string, string>.Empty);
        var said = new List<string>();
        foreach (var receiver in _table.All)
        {
            for (var i = 0; i < 7; i++)
            {
                said.Add($"{await receiver.SendAsync(EmailChannelTests.Message(), CancellationToken.None)}");
            }

            said.Add($"{receiver} {receiver.Name} {receiver.Problem} {receiver.Limits}");
            said.AddRange(receiver.Render(EmailChannelTests.Message()).Select(preview => $"{preview} {string.Join(' ', preview.Headers)}"));
        }

        return [.. said, .. _log.Lines];
    }

    /// <summary>Gives back whatever was sent, as it is and in the encodings that a receiver might use.</summary>
    private static async Task EchoAsync(HttpContext context, int status)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = $"{context.Request.GetEncodedUrl()} {context.Request.GetDisplayUrl()} {string.Join(' ', context.Request.Headers)} {await reader.ReadToEndAsync()}";
        context.Response.StatusCode = status;
        context.Response.Headers.Location = status == 302 ? context.Request.GetEncodedUrl() : default;
        var text = $"{request} {Uri.EscapeDataString(request)} {Convert.ToBase64String(Encoding.UTF8.GetBytes(request))} {Convert.ToHexString(Encoding.UTF8.GetBytes(request))}";
        await context.Response.WriteAsJsonAsync(new { errcode = 310000, code = 19001, errmsg = text, msg = text, message = text, description = text, access_token = "token", other = text });
    }

    private HookSettings Hook(string type, string address) => new()
    {
        Type = type,
        Name = "ops",
        TextTemplate = type is "slack" or "wechat" or "dingtalk" or "feishu" ? """{"msg_type":"text","msgtype":"text","text":{"content":"%s"},"content":{"text":"%s"}}""" : "%s",
        Secret = type == "webhook" ? "env:CANARY" : null,
        Headers = type == "webhook" ? [new("X-Key", $"file:{_file}"), new("Authorization", $"Bearer {Canary.Word}")] : [],
        RecoveryUrls = type == "webhook" ? [$"{address}recovery/{Canary.Word}"] : [],
        Delivery = new() { TimeoutMs = 5_000 },
        Receivers = [type switch
        {
            "welink" => Values(("message-url", $"{address}m/{Canary.Word}"), ("access-token-url", $"{address}t?x={Canary.Word}"), ("client-id", "id"), ("client-secret", "env:CANARY"), ("group-ids", "1")),
            "pagerduty" => Values(("events-api-url", $"{address}v2/enqueue"), ("integration-key", "env:CANARY")),
            "telegram" => Values(("api-url", address), ("bot-token", Canary.Word), ("chat-id", "1")),
            _ => Values(("url", $"{address}services/{Canary.Word}?access_token={Canary.Word}x"), ("secret", $"file:{_file}")),
        }],
    };

    private static ImmutableSortedDictionary<string, string> Values(params (string Key, string Value)[] values) =>
        values.ToImmutableSortedDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);

    /// <summary>Remembers all that is logged, exceptions too.</summary>
    private sealed class Notebook : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
