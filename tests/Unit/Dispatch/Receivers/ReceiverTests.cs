using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Receivers;
using Tocsin.Dispatch.Safety;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Rules;
using Tocsin.Unit.Dispatch.Email;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Receivers;

public sealed class ReceiverTests : IDisposable
{
    private readonly VirtualTime _time = new(1_700_000_000_000);
    private readonly ReceiverTable _table;
    private readonly Dictionary<string, string> _variables = [];

    public ReceiverTests() => _table = new ReceiverTable(new SecretSource(_variables.GetValueOrDefault), NullLogger.Instance)
    {
        Network = allow => Network.Of(allow) with { Time = _time },
    };

    [Fact]
    public async Task Hang_EndsWithTheTimeout()
    {
        await using var server = await WebServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var answer = await Send(Open(server, timeoutMs: 100));

        Assert.Equal(new Answer(Verdict.TryAgain, "timeout", "no answer within 0.1 s"), answer);
    }

    [Fact]
    public async Task Drip_EndsWithTheTimeout()
    {
        await using var server = await WebServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(".", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(10, context.RequestAborted);
            }
        });

        Assert.Equal("timeout", (await Send(Open(server, timeoutMs: 200))).Reason);
    }

    [Theory]
    [InlineData("{\"errcode\":0,\"errmsg\":\"ok\"}", nameof(Verdict.Delivered))]
    [InlineData("{\"errcode\":310000,\"errmsg\":\"sign not match\"}", nameof(Verdict.Refused))]
    public async Task Body_OfTheProvider_Decides(string body, string verdict)
    {
        await using var server = await WebServer.StartAsync(context => context.Response.WriteAsync(body));

        Assert.Equal(verdict, (await Send(Open(server, type: "dingtalk"))).Verdict.ToString());
    }

    [Fact]
    public async Task Circuit_AfterRepeatedFailures_OpensThenLetsOneThroughAndDoubles()
    {
        var (requests, status) = (0, 500);
        await using var server = await WebServer.StartAsync(context =>
        {
            requests++;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var receiver = Open(server);

        Assert.Equal(Enumerable.Repeat("http-500", 5).Append("circuit-open"), await Reasons(receiver, 6));
        Assert.Equal((5, true), (requests, receiver.IsCircuitOpen));
        Assert.Equal((Verdict.NotSent, 5_000), await Send(receiver) is var open ? (open.Verdict, open.WaitMs) : default);

        _time.Pass(5_000);
        Assert.Equal(["http-500", "circuit-open"], await Reasons(receiver, 2));
        Assert.Equal(10_000, (await Send(receiver)).WaitMs);

        _time.Pass(10_000);
        status = 200;
        Assert.Equal(["ok", "ok"], await Reasons(receiver, 2));
        Assert.False(receiver.IsCircuitOpen);
        Assert.Equal(8, requests);
    }

    [Fact]
    public async Task Circuit_WhereMessagesAreRefused_StaysClosed()
    {
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });

        Assert.Equal(Enumerable.Repeat("http-400", 20), await Reasons(Open(server), 20));
    }

    [Fact]
    public async Task Receiver_ThatAsksToWait_GetsNothingUntilThen()
    {
        var requests = 0;
        await using var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = requests++ == 0 ? 429 : 200;
            context.Response.Headers.RetryAfter = "30";
            return Task.CompletedTask;
        });
        var receiver = Open(server);

        Assert.Equal(("http-429", 30_000), await Send(receiver) is var first ? (first.Reason, first.WaitMs) : default);
        Assert.Equal((Verdict.NotSent, "asked-to-wait", 30_000), await Send(receiver) is var second ? (second.Verdict, second.Reason, second.WaitMs) : default);
        _time.Pass(30_000);
        Assert.Equal(Verdict.Delivered, (await Send(receiver)).Verdict);
    }

    [Fact]
    public async Task Secret_Missing_BreaksThatReceiverAloneUntilItIsThere()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        Replace(Hook([$"file:{file}", server.Address.ToString()]));
        var (broken, sound) = (_table.Find("webhook.ops")!, _table.Find("webhook.ops#2")!);

        var answer = await Send(broken);

        Assert.Equal((Verdict.TryAgain, "settings"), (answer.Verdict, answer.Reason));
        Assert.StartsWith($"webhook.ops: url: the file {file} can't be read: ", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(answer.Detail, Assert.Single(broken.Render(EmailChannelTests.Message())).Warning);
        Assert.Null(broken.WhyUntold(EmailChannelTests.Message().Alarms[0]));
        Assert.Equal(Answer.Ok with { Status = 200 }, await Send(sound));

        await File.WriteAllTextAsync(file, $"{server.Address}\n");
        _time.Pass(1_000);
        Assert.Equal(Verdict.Delivered, (await Send(broken)).Verdict);
        File.Delete(file);
    }

    [Fact]
    public async Task Secret_Changed_IsUsedFromThenOn()
    {
        var paths = new List<string>();
        await using var server = await WebServer.StartAsync(context =>
        {
            paths.Add(context.Request.Path);
            return Task.CompletedTask;
        });
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"{server.Address}old\n");
        Replace(Hook([$"file:{file}"]));

        await Send(_table.Find("webhook.ops")!);
        await File.WriteAllTextAsync(file, $"{server.Address}new\n");
        _time.Pass(1_000);
        await Send(_table.Find("webhook.ops")!);

        Assert.Equal(["/old", "/new"], paths);
        File.Delete(file);
    }

    [Fact]
    public async Task Table_Replaced_KeepsWhatIsTheSame()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        var url = server.Address.ToString();
        Replace(Hook([url, url]), Hook([url], "slack"), Hook([url], name: "gone"));
        var (same, changed, gone) = (_table.Find("webhook.ops"), _table.Find("slack.ops"), _table.Find("webhook.gone")!);

        Replace(Hook([url, url]), Hook([url + "other"], "slack"));

        Assert.Same(same, _table.Find("webhook.ops"));
        Assert.NotSame(changed, _table.Find("slack.ops"));
        Assert.Null(_table.Find("webhook.gone"));
        Assert.Equal(["slack.ops", "webhook.ops", "webhook.ops#2"], _table.All.Select(receiver => receiver.Name).Order(StringComparer.Ordinal));
        Assert.Equal((Verdict.NotSent, "settings-changed"), await Send(gone) is var answer ? (answer.Verdict, answer.Reason) : default);
    }

    [Fact]
    public async Task Table_Replaced_LetsFinishWhatIsUnderway()
    {
        var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await WebServer.StartAsync(async _ =>
        {
            arrived.SetResult();
            await goOn.Task;
        });
        Replace(Hook([server.Address.ToString()]));

        var sending = Send(_table.Find("webhook.ops")!);
        await arrived.Task;
        Replace();
        goOn.SetResult();

        Assert.Equal(Verdict.Delivered, (await sending).Verdict);
    }

    [Fact]
    public void Table_WithABadEntryOfAllow_StaysAsItWas()
    {
        Replace(Hook(["https://a.example/"]));

        Assert.Throws<FormatException>(() => _table.Replace([], ["10.0.0.0/99"], ImmutableSortedDictionary<string, string>.Empty));
        Assert.NotNull(_table.Find("webhook.ops"));
    }

    [Fact]
    public void RecoveryUrl_ThatIsAlsoToldOfAlarms_IsNoReceiverOfItsOwn_AndGetsBothInTheirOrder()
    {
        Environment.SetEnvironmentVariable("TOCSIN_TEST_BOTH", "https://a.example/hook");
        var hook = new HookSettings { Type = "webhook", Name = "ops", Receivers = [Url("env:TOCSIN_TEST_BOTH")], RecoveryUrls = ["env:TOCSIN_TEST_BOTH"] };
        _table.Replace([hook], [], ImmutableSortedDictionary<string, string>.Empty);

        var receiver = Assert.Single(_table.All);
        Assert.Null(receiver.WhyUntold(new AlarmMessage { State = AlarmState.Firing }));
        Assert.Null(receiver.WhyUntold(new AlarmMessage { State = AlarmState.Recovered }));
        Assert.True(receiver.Limits.KeepsRecoveriesApart);
    }

    [Fact]
    public void RecoveryUrls_AreReceiversOfTheirOwn()
    {
        var hook = new HookSettings { Type = "webhook", Name = "ops", Receivers = [Url("https://a.example/")], RecoveryUrls = ["https://b.example/", "https://c.example/"] };
        Replace(hook);

        Assert.Equal(["webhook.ops", "webhook.ops#recovery", "webhook.ops#recovery2"], _table.All.Select(receiver => receiver.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cancellation_IsTheOnlyThingThrown()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await WebServer.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open(server).SendAsync(EmailChannelTests.Message(), stop.Token));
    }

    public void Dispose() => _table.Dispose();

    private static ImmutableSortedDictionary<string, string> Url(string url) => ImmutableSortedDictionary<string, string>.Empty.Add("url", url);

    private static HookSettings Hook(string[] urls, string type = "webhook", string name = "ops", int timeoutMs = 10_000) => new()
    {
        Type = type,
        Name = name,
        TextTemplate = type == "slack" ? """{"type":"section","text":{"type":"mrkdwn","text":"%s"}}""" : """{"msgtype":"text","text":{"content":"%s"}}""",
        Receivers = [.. urls.Select(Url)],
        Delivery = new() { TimeoutMs = timeoutMs },
    };

    private static Task<Answer> Send(Receiver receiver) => receiver.SendAsync(EmailChannelTests.Message(), CancellationToken.None);

    private static async Task<List<string>> Reasons(Receiver receiver, int count)
    {
        var reasons = new List<string>();
        while (reasons.Count < count)
        {
            reasons.Add((await Send(receiver)).Reason);
        }

        return reasons;
    }

    private void Replace(params ImmutableArray<HookSettings> hooks) => _table.Replace(hooks, ["127.0.0.1"], ImmutableSortedDictionary<string, string>.Empty);

    private Receiver Open(WebServer server, string type = "webhook", int timeoutMs = 10_000)
    {
        Replace(Hook([server.Address.ToString()], type, timeoutMs: timeoutMs));
        return _table.Find($"{type}.ops")!;
    }
}
