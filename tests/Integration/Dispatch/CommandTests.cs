using System.Text;
using System.Text.Json;
using Tocsin.Integration.Brokers;
using Tocsin.V1;

namespace Tocsin.Integration.Dispatch;

/// <summary>A Dispatch process executes what Converge commands, and says under the key of the command what came of it.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Settings = """
        hooks:
          webhook:
            ops: {urls: ["HALL/ops"]}
            script: {urls: ["HALL/script"]}
            boss: {urls: ["HALL/boss"]}
        approvals: {url: "http://127.0.0.1:PORT/", listen: "127.0.0.1:PORT", key: env:APPROVALS_KEY}
        """;

    private readonly int _port = Client.FreePort();
    private readonly Station _station;

    public CommandTests()
    {
        _station = new Station(Settings.Replace("PORT", $"{_port}", StringComparison.Ordinal)) { From = Tocsin.Dispatch.DispatchSource.Commands };
    }

    [Fact]
    public async Task Commands_AreExecuted_AndTheirOutcomesGoBack()
    {
        _station.Hall.Answer("script", new Reply(503, "the script is busy"));
        var dispatch = _station.StartProcess("i1", "off", "APPROVALS_KEY=a key of at least thirty-two bytes");

        var notification = Run("key 1", PackageType.Notification, "webhook.ops");
        Assert.Equal(("key 1", OutcomeResult.Success, "ok"), await OutcomeOfAsync(notification));
        Assert.Contains($"\"recordId\":\"{notification.RecordId}\"", Assert.Single(_station.Hall.At("ops")).Body, StringComparison.Ordinal);

        var callback = Run("key 2", PackageType.Callback, "webhook.script");
        var summary = _station.Command("key 3", new ActionCommand { SendSummary = new SendSummary { Package = "firing", Receiver = "webhook.ops", More = 7, Alarms = { Alarm("a"), Alarm("b") } } });
        var nobody = Run("key 4", PackageType.Notification, "webhook.nobody");
        Assert.Equal(("key 3", OutcomeResult.Success, "ok"), await OutcomeOfAsync(summary));
        Assert.Equal(("key 4", OutcomeResult.Failure, "no-receiver"), await OutcomeOfAsync(nobody));
        Assert.Equal(("key 2", OutcomeResult.Failure, "http-503"), await OutcomeOfAsync(callback));
        Assert.Equal(2, _station.Hall.At("script").Count);
        Assert.Equal("a b", string.Join(' ', _station.Hall.At("ops")[1].Alarms));

        var token = await AnswerAsync();
        dispatch.Signal("TERM");
        Assert.Equal(0, dispatch.ExitCode());
        Assert.DoesNotContain(token, dispatch.Output + dispatch.Error, StringComparison.Ordinal);
        Assert.All(_station.AllTopics, topic => Assert.DoesNotContain(_station.Read(topic), record => Encoding.UTF8.GetString(record.Value ?? []).Contains(token, StringComparison.Ordinal)));
    }

    public void Dispose() => _station.Dispose();

    /// <summary>A question, its link, and the answer; the link's token.</summary>
    private async Task<string> AnswerAsync()
    {
        var asked = _station.Command("key 5", new ActionCommand { AskApproval = new AskApproval { Package = "restart", Alarm = Alarm("c"), Approvers = { "webhook.boss" }, Sentence = "why" } });
        var question = _station.AwaitArrivals("boss", arrivals => arrivals.Count > 0)[0];
        using var json = JsonDocument.Parse(question.Body);
        var link = new Uri(json.RootElement[0].GetProperty("answerUrl").GetString()!);
        using var http = new HttpClient();
        Assert.Contains("May restart run?", await http.GetStringAsync(link), StringComparison.Ordinal);
        Assert.DoesNotContain(_station.Read(_station.Topics.Actions), record => ActionRecord.Parser.ParseFrom(record.Value).ApprovalAnswer is not null);

        var token = link.Query[3..];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = token, ["answer"] = "approve", ["name"] = "Jane" });
        using var response = await http.PostAsync(new Uri(link, "/approve"), form);
        Assert.True(response.IsSuccessStatusCode);
        var (key, record) = _station.AwaitAction(action => action.ApprovalAnswer is not null);
        Assert.Equal("key 5", key);
        Assert.Equal(new ApprovalAnswer { RecordId = asked.RecordId, Approved = true, By = "webhook.boss (Jane)", AskedMs = asked.TimeMs }, record.ApprovalAnswer);
        using var again = await http.PostAsync(new Uri(link, "/approve"), form);
        Assert.Equal(410, (int)again.StatusCode);
        return token;
    }

    private ActionCommand Run(string key, PackageType type, string receiver) => _station.Command(key, new ActionCommand
    {
        RunPackage = new RunPackage { Policy = "shop", Package = "firing", Receiver = receiver, Type = type, Retries = 1, Alarm = Alarm("shop"), Level = AlarmLevel.Warning },
    });

    private Task<(string Key, OutcomeResult Result, string Reason)> OutcomeOfAsync(ActionCommand command) => Task.Run(() =>
    {
        var (key, record) = _station.AwaitAction(action => action.Outcome?.RecordId == command.RecordId);
        return (key, record.Outcome.Result, record.Outcome.Reason);
    });

    private static AlarmMessage Alarm(string entity) =>
        new() { Id = entity, EpisodeId = entity, Id0 = entity, Name = entity, RuleName = "slow_rule", AlarmMessage_ = $"{entity} is slow", State = AlarmState.Firing };
}
