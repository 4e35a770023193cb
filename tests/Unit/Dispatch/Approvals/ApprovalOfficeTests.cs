using System.Text;
using Google.Protobuf;
using Tocsin.Dispatch.Approvals;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Routing;
using Tocsin.Runtime.Stages;
using Tocsin.Unit.Dispatch.Channels;

namespace Tocsin.Unit.Dispatch.Approvals;

public sealed class ApprovalOfficeTests : IDisposable
{
    private readonly ApprovalBench _bench = new();

    [Fact]
    public void Question_Worded_HasTheLinkOfItsReceiverAndTheCommands()
    {
        var message = _bench.Word();

        Assert.Equal($"https://tocsin.example.com/ops/approve?t={message.AnswerToken}", message.AnswerUrl);
        Assert.Equal(
            $"""
            May restart <checkout> run? Policy shop asks because of firing: "><script>alert(1)</script>: is slow
            Answer until 2023-11-14T22:43:20Z: {message.AnswerUrl}
            Or: tocsin approve record-1 or tocsin reject record-1
            Three ran within 5 minutes.
            """.ReplaceLineEndings("\n"),
            message.Alarms.Single().AlarmMessage_);
        Assert.NotEqual(message.AnswerToken, _bench.Token("email.boss"));
        Assert.Equal(message.AnswerToken, _bench.Token());
        Assert.Equal("is slow", ApprovalBench.Alarm().AlarmMessage_);
    }

    [Theory]
    [InlineData(null, "isn't set")]
    [InlineData("too short", "9 bytes")]
    public void Key_NotToBeHad_LeavesTheCommands(string? key, string problem)
    {
        _bench.PresentKey = key;
        var message = _bench.Word();

        Assert.Equal(("", ""), (message.AnswerUrl, message.AnswerToken));
        Assert.Contains("Answer until 2023-11-14T22:43:20Z: tocsin approve record-1 or tocsin reject record-1", message.Alarms[0].AlarmMessage_, StringComparison.Ordinal);
        Assert.Contains(_bench.Log.Lines, line => line.Contains(problem, StringComparison.Ordinal) && !line.Contains("too short", StringComparison.Ordinal));
    }

    [Fact]
    public void Question_WithAVeryLongKey_HasNoLink()
    {
        var errand = ApprovalBench.Errand();
        errand.Key = ByteString.CopyFrom(new byte[2_000]);
        Assert.Equal("", _bench.Word(errand: errand).AnswerUrl);
    }

    [Fact]
    public void OtherMessages_StayAsTheyAre()
    {
        var message = _bench.Word() with { Asks = null };
        using var office = new ApprovalOffice(SecretSource.System, "actions", (_, _) => Task.CompletedTask, TimeProvider.System, _bench.Log);
        Assert.Same(message, office.Word(message, "slack.ops"));
    }

    /// <summary>Whatever a channel takes, the link is whole.</summary>
    [Theory]
    [InlineData("slack", """{"type":"section","text":{"type":"mrkdwn","text":"%s"}}""", "blocks.0.text.text")]
    [InlineData("slack", """{"type":"section","text":{"type":"mrkdwn","text":"{{rule}} only"}}""", "blocks.0.text.text")]
    [InlineData("wechat", """{"msgtype":"text","text":{"content":"%s"}}""", "text.content")]
    [InlineData("discord", "%s", "content")]
    [InlineData("discord", "{{name}} is bad", "content")]
    [InlineData("telegram", "%s", "text")]
    [InlineData("teams", "%s", "attachments.0.content.body.0.text")]
    [InlineData("pagerduty", "%s", "payload.summary")]
    public void Question_OnAnyChannel_KeepsItsLink(string type, string template, string path)
    {
        var errand = ApprovalBench.Errand();
        errand.Question.Sentence = new string('s', 5_000);
        errand.Policy = new string('p', 5_000);
        errand.Key = ByteString.CopyFromUtf8(new string('k', 200));
        var message = _bench.Word(errand: errand);

        var call = Hooks.Format(Hooks.Chat(type, template)).Call(message);
        Assert.Contains(message.AnswerUrl, Hooks.At(Hooks.Json(call), path)!, StringComparison.Ordinal);
        Assert.Equal("", call.Warning);
    }

    [Fact]
    public void Question_ToAWebhook_HasItsFields()
    {
        var message = _bench.Word();
        var hook = Hooks.Hook("webhook", receiver: ("url", "https://chat.example/hook"));
        var alarm = Hooks.Json(Hooks.Format(hook).Call(message))[0];
        Assert.True(alarm.GetProperty("question").GetBoolean());
        Assert.Equal(message.AnswerUrl, alarm.GetProperty("answerUrl").GetString());
        Assert.Equal(ApprovalBench.NowMs + 1_800_000, alarm.GetProperty("answerUntil").GetInt64());
    }

    [Fact]
    public async Task Page_Served_TakesAnswersUntilSettingsSayOtherwise()
    {
        var answers = new List<string>();
        using var office = new ApprovalOffice(SecretSource.System, "actions", (ticket, answer) => Note(answers, $"{Encoding.UTF8.GetString(ticket.Key.AsSpan())} {answer.By}"), _bench.Time, _bench.Log);
        office.Replace(new ApprovalSettings(new Uri("http://tocsin.example.com/"), "127.0.0.1:0", ApprovalBench.Key));
        var address = office.Address!;
        using var http = new HttpClient();

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = _bench.Token(), ["answer"] = "approve" });
        using var response = await http.PostAsync(new Uri(address, "/approve"), form);
        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("the key slack.ops", Assert.Single(answers));
        using var huge = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = new string('x', 100_000), ["answer"] = "approve" });
        using var refused = await http.PostAsync(new Uri(address, "/approve"), huge);
        Assert.Equal(400, (int)refused.StatusCode);

        office.Replace(null);
        Assert.Null(office.Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(address, "/approve")));
    }

    [Fact]
    public void Address_TakenAlready_IsAFailureAtTheStartAndALineLater()
    {
        using var first = new ApprovalOffice(SecretSource.System, "actions", (_, _) => Task.CompletedTask, _bench.Time, _bench.Log);
        first.Replace(new ApprovalSettings(new Uri("http://tocsin.example.com/"), "127.0.0.1:0", ApprovalBench.Key));
        using var second = new ApprovalOffice(SecretSource.System, "actions", (_, _) => Task.CompletedTask, _bench.Time, _bench.Log);
        var taken = new ApprovalSettings(new Uri("http://tocsin.example.com/"), $"127.0.0.1:{first.Address!.Port}", ApprovalBench.Key);

        Assert.Throws<StageFailureException>(() => second.Replace(taken));
        second.Change(null);
        second.Change(taken);
        Assert.Contains(_bench.Log.Lines, line => line.Contains("can't listen on 127.0.0.1", StringComparison.Ordinal));
    }

    public void Dispose() => _bench.Dispose();

    private static Task Note(List<string> answers, string answer)
    {
        answers.Add(answer);
        return Task.CompletedTask;
    }
}
