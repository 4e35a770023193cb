using System.Text;
using System.Text.Json;
using Tocsin.Integration.Brokers;
using Tocsin.Unit.Dispatch.Email;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>Secrets reach their receivers and nothing else, whatever goes wrong and whatever receivers say back.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Song = CanarySong.Text;
    private static readonly string[] _webhooks = ["s200", "s302", "s400", "s404", "s429", "s500", "broken", "slow", "closed"];

    private readonly Station _station = new("");
    private readonly MailServer _mail = new()
    {
        Authentication = "250-AUTH PLAIN\r\n",
        Replies = { ["AUTH"] = $"535 {Song}-password {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0user\0{Song}-password"))}" },
    };

    private readonly List<string> _environment = [$"C_SECRET=whsec_{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Song} of the webhook"))}", $"C_WORD={Song}+/= word", $"C_PASSWORD={Song}-password"];

    [Fact]
    public async Task Secrets_WhateverFails_AreFoundNowhere()
    {
        var closed = Client.FreePort();
        _environment.AddRange(_webhooks.Append("slack").Append("ding").Select(name => $"C_{name}={Url(name, closed)}"));
        _station.Write(Settings());
        foreach (var name in _webhooks.Concat(["slack", "ding", "telegram", "pagerduty"]))
        {
            _station.Hall.Answer(name, arrival => EchoAsync(name, arrival));
        }

        var port = Client.FreePort();
        var dispatch = _station.StartProcess("i1", $"127.0.0.1:{port}", [.. _environment]);
        _station.Raise("shop");
        _station.Raise("cart", alarm => alarm.State = AlarmState.Recovered);
        _station.Flush();
        AwaitTheEndOfAll();
        string[] said = [await MetricsAsync(port), .. await CommandsAsync()];
        dispatch.Signal("TERM");
        Assert.Equal(0, dispatch.ExitCode());
        said = [.. said, dispatch.Output, dispatch.Error];

        Assert.All(said, text => Assert.False(CanarySong.IsIn(text), text));
        Assert.All(_station.AllTopics.Where(topic => topic != _station.Topics.Rules), AssertSilent);
        Assert.All(_webhooks.Where(name => name != "closed"), name => Assert.Contains(_station.Hall.At(name), arrival => CanarySong.IsIn(arrival.Request)));
        Assert.Contains(_mail.Commands, command => command.StartsWith("AUTH PLAIN", StringComparison.Ordinal) && CanarySong.IsIn(command));
        Assert.Contains(_station.Ledger(), state => state.Detail.Contains("***", StringComparison.Ordinal));
    }

    [Fact]
    public void Song_InEveryEncoding_IsHeard()
    {
        string[] forms = [Song, Uri.EscapeDataString($"ü {Song}/"), .. Enumerable.Range(0, 4).Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('y', before) + Song + "z"))), Convert.ToHexString(Encoding.UTF8.GetBytes(Song))];

        Assert.All(forms, form => Assert.True(CanarySong.IsIn($"a {form} b"), form));
        Assert.False(CanarySong.IsIn("nothing to hear"));
    }

    public void Dispose()
    {
        _mail.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _station.Dispose();
    }

    private string Url(string name, int closed) =>
        $"{(name == "closed" ? $"http://127.0.0.1:{closed}" : _station.Hall.Address)}/{name}/{Song}-of-the-path?access_token={Song}%2Fof-the-query";

    private string Settings()
    {
        var header = _station.WriteSecret("header", $"{Song} of a header\n");
        var secret = _station.WriteSecret("secret", $"SEC{Song}=/+ü\n");
        var webhooks = _webhooks.Select(name =>
            $$"""    {{name}}: {is-default: true, urls: ["env:C_{{name}}"], recovery-urls: ["env:C_{{name}}"], secret: env:C_SECRET, headers: {X-Key: "file:{{header}}", Authorization: env:C_WORD}, max-age: 6s, timeout: 1s}""");
        return $$$"""
            hooks:
              webhook:
            {{{string.Join('\n', webhooks)}}}
              slack: {ops: {is-default: true, text-template: '{"type":"section","text":{"type":"mrkdwn","text":"%s"}}', webhooks: [env:C_slack], max-age: 6s}}
              dingtalk: {robot: {is-default: true, text-template: '{"msgtype":"text","text":{"content":"%s"}}', webhooks: [{url: env:C_ding, secret: "file:{{{secret}}}"}], max-age: 6s}}
              telegram: {bot: {is-default: true, bot-token: env:C_PASSWORD, chat-ids: [1], api-url: HALL/telegram, max-age: 6s}}
              pagerduty: {oncall: {is-default: true, text-template: "%s", integration-keys: [env:C_WORD], events-api-url: HALL/pagerduty, max-age: 6s}}
              email: {mail: {is-default: true, smtp-host: 127.0.0.1, smtp-port: {{{_mail.Port}}}, tls: none, username: user, password: env:C_PASSWORD, from: a@example.org, to: [b@example.org], max-age: 6s}}
            """;
    }

    /// <summary>Gives back whatever was sent, as it is and in the encodings that a receiver might use.</summary>
    private static async Task<Reply> EchoAsync(string name, Arrival arrival)
    {
        var bytes = Encoding.UTF8.GetBytes(arrival.Request);
        var text = $"{arrival.Request} {Uri.EscapeDataString(arrival.Request)} {Convert.ToBase64String(bytes)} {Convert.ToHexString(bytes)}";
        await Task.Delay(name == "slow" ? 3_000 : 0);
        var status = name == "broken" ? throw new InvalidOperationException("this receiver breaks") : name.StartsWith('s') && int.TryParse(name[1..], out var number) ? number : 500;
        var body = JsonSerializer.Serialize(new { errcode = 310000, errmsg = text, message = text, description = text });
        return new Reply(status, body) { Headers = status == 302 ? new Dictionary<string, string> { ["Location"] = arrival.Request.Split('\n')[0] } : new() };
    }

    /// <summary>Until every alarm is delivered to its receiver, or given up.</summary>
    private void AwaitTheEndOfAll() => _station.Eventually(
        () => _station.Ledger() is { Count: >= 28 } ledger && ledger.TrueForAll(state => state.Status is DeliveryStatus.Delivered or DeliveryStatus.Dead or DeliveryStatus.Untold),
        () => $"{_station.Ledger().Count} deliveries:\n{string.Join('\n', _station.Ledger())}");

    private static async Task<string> MetricsAsync(int port)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        Assert.Contains("webhook.s500", metrics, StringComparison.Ordinal);
        return metrics;
    }

    private async Task<List<string>> CommandsAsync()
    {
        List<string> said = [await RunAsync($"dlq list {_station.At}"), await RunAsync($"dlq list -o json {_station.At}")];
        foreach (var letter in _station.Read(_station.Topics.DeadLetters).Where((_, index) => index % 5 == 0))
        {
            said.Add(await RunAsync($"dlq show {letter.Partition}@{letter.Offset} {_station.At}"));
        }

        var alarm = $"--dispatch {_station.SettingsFile} --rule slow_rule --entity shop";
        said.Add(await RunAsync($"route test {alarm}"));
        foreach (var receiver in new[] { "webhook.s500", "dingtalk.robot", "telegram.bot", "pagerduty.oncall", "email.mail" })
        {
            said.Add(await RunAsync($"template render {receiver} {alarm}"));
        }

        return said;
    }

    /// <summary>The command line as a process that has the secrets too; what it says, which is not nothing.</summary>
    private Task<string> RunAsync(string line) => Task.Run(() =>
    {
        using var command = new Program("env", [.. _environment, "dotnet", Path.Combine(AppContext.BaseDirectory, "tocsin.dll"), .. line.Split(' ')]);
        command.MustSucceed();
        Assert.NotEmpty(command.Output);
        return command.Output + command.Error;
    });

    private void AssertSilent(string topic) => Assert.All(_station.Read(topic), record =>
    {
        Assert.False(CanarySong.IsIn(record.Key), $"a key of {topic}: {Encoding.UTF8.GetString(record.Key ?? [])}");
        Assert.False(CanarySong.IsIn(record.Value), $"a value of {topic}: {Encoding.UTF8.GetString(record.Value ?? [])}");
        Assert.All(record.Headers ?? [], header => Assert.False(CanarySong.IsIn(header.GetValueBytes()), $"{header.Key} of {topic}: {Encoding.UTF8.GetString(header.GetValueBytes())}"));
    });
}
