using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Secrets;
using Tocsin.Dispatch.WeLink;
using Tocsin.Engine.Templates;
using Tocsin.Unit.Templates;

namespace Tocsin.Unit.Dispatch.Channels;

public class IncidentFormatTests
{
    [Fact]
    public void PagerDuty_AlarmAndRecovery_AreOneIncident()
    {
        var format = Hooks.Format(Hooks.Chat("pagerduty", "Alarm: %s"));

        var fired = Hooks.Json(format.Call(Hooks.Message(Alarms.Firing())));
        var recovered = Hooks.Json(format.Call(Hooks.Message(Alarms.Recovered())));

        Assert.Null(format.WhyUntold(Alarms.Recovered()));
        Assert.Equal(("trigger", "episode-1", "key-1"), (Hooks.At(fired, "event_action"), Hooks.At(fired, "dedup_key"), Hooks.At(fired, "routing_key")));
        Assert.Equal(("resolve", "episode-1"), (Hooks.At(recovered, "event_action"), Hooks.At(recovered, "dedup_key")));
        Assert.Equal(("critical", "Alarm: cpu of serviceA is high"), (Hooks.At(fired, "payload.severity"), Hooks.At(fired, "payload.summary")));
        Assert.Equal(("2019-06-14T14:56:11.500Z", "serviceA"), (Hooks.At(fired, "payload.timestamp"), Hooks.At(fired, "payload.component")));
        Assert.Equal("id-1", Hooks.At(fired, "payload.custom_details.id"));
    }

    [Theory]
    [InlineData("WARNING", "warning")]
    [InlineData("fatal", "critical")]
    [InlineData("Error", "error")]
    [InlineData("info", "info")]
    [InlineData("whatever", "warning")]
    [InlineData("", "warning")]
    public void Severity_OfAnIncident_ComesFromTheLevel(string level, string severity)
    {
        var alarm = Alarms.Firing();
        alarm.Tags.Data[0].Value = level;

        Assert.Equal(severity, Hooks.At(Hooks.Json(Hooks.Format(Hooks.Chat("pagerduty", "%s")).Call(Hooks.Message(alarm))), "payload.severity"));
    }

    [Theory]
    [InlineData("pagerduty", false)]
    [InlineData("slack", true)]
    public void Digests_AreNotForIncidents(string type, bool expected) => Assert.Equal(expected, ChannelLimits.Of(Hooks.Chat(type, "%s")).TakesDigests);

    [Fact]
    public async Task WeLink_AsksForItsTokenFirst()
    {
        var sender = new Answers(HttpOutcome.Of(new HttpAnswer(200, """{"code":"0","access_token":"TOKEN-1"}""")), HttpOutcome.Of(new HttpAnswer(200, """{"code":"0","message":"ok"}""")));

        var answer = await WeLink(sender).SendAsync(Hooks.Message(Alarms.Firing("a <b> & ]]> c")), CancellationToken.None);

        Assert.Equal(Verdict.Delivered, answer.Verdict);
        Assert.Equal("""{"client_id":"client-1","client_secret":"secret \"1\""}""", Hooks.Text(sender.Calls[0]));
        Assert.Equal("https://w.example/message", sender.Calls[1].Url.AbsoluteUri);
        Assert.Contains(sender.Calls[1].Headers, header => header.Key == "x-wlk-Authorization" && header.Value == "TOKEN-1");
        var body = Hooks.Json(sender.Calls[1]);
        Assert.Equal(("message-1", "g2"), (Hooks.At(body, "app_msg_id"), Hooks.At(body, "group_id.1")));
        Assert.Contains("[CDATA[&lt;DIV&gt;a &amp;lt;b&amp;gt; &amp;amp; ]]&amp;gt; c&lt;/DIV&gt;]]", Hooks.At(body, "content"), StringComparison.Ordinal);
        Assert.Contains("[CDATA[a &lt;b&gt; &amp; ]] &gt; c]]", Hooks.At(body, "content"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":"58404","message":"no such client secret \"1\""}""", "no-token")]
    [InlineData("oops", "no-token")]
    public async Task WeLink_WithoutAToken_TriesAgainLater(string body, string reason)
    {
        var sender = new Answers(HttpOutcome.Of(new HttpAnswer(200, body)));

        var answer = await WeLink(sender).SendAsync(Hooks.Message(Alarms.Firing()), CancellationToken.None);

        Assert.Equal((Verdict.TryAgain, reason), (answer.Verdict, answer.Reason));
        Assert.DoesNotContain("secret \"1\"", answer.Detail, StringComparison.Ordinal);
        Assert.Single(sender.Calls);
    }

    [Fact]
    public async Task WeLink_ThatRefusesTheMessage_ShowsNoToken()
    {
        var sender = new Answers(
            HttpOutcome.Of(new HttpAnswer(200, """{"access_token":"TOKEN-1"}""")), HttpOutcome.Of(new HttpAnswer(200, """{"code":"41","message":"bad TOKEN-1"}""")));

        var answer = await WeLink(sender).SendAsync(Hooks.Message(Alarms.Firing()), CancellationToken.None);

        Assert.Equal((Verdict.ContentRefused, "errcode-41", "bad ***"), (answer.Verdict, answer.Reason, answer.Detail));
    }

    [Fact]
    public async Task WeLink_WhoseTokenCannotBeAsked_AnswersWhatCameInstead()
    {
        var failure = new Answer(Verdict.TryAgain, "connect");

        Assert.Equal(failure, await WeLink(new Answers(HttpOutcome.Of(failure))).SendAsync(Hooks.Message(Alarms.Firing()), CancellationToken.None));
    }

    [Fact]
    public void WeLink_Rendered_ShowsBothRequestsWithoutSecrets()
    {
        var previews = WeLink(new Answers()).Render(Hooks.Message(Alarms.Firing("m")));

        Assert.Equal(2, previews.Length);
        Assert.DoesNotContain(previews, preview => (preview.Target + preview.Body).Contains("secret \\\"1", StringComparison.Ordinal));
        Assert.Contains(previews[1].Headers, header => header.Value == "***");
    }

    private static WeLinkChannel WeLink(IHttpSender sender)
    {
        var hook = Hooks.Hook(
            "welink", "%s", null,
            ("message-url", "https://w.example/message"), ("access-token-url", "https://w.example/token"), ("client-id", "client-1"),
            ("client-secret", "secret \"1\""), ("group-ids", "g1, g2"), ("robot-name", "robot"));
        return new(new(hook.Receivers[0]), new ChatText(hook, TemplateTarget.Text, TemplateLinks.None), sender, Masker.Of(HookSecrets.Of(hook, [])));
    }

    private sealed class Answers(params HttpOutcome[] outcomes) : IHttpSender
    {
        public List<HttpCall> Calls { get; } = [];

        public Task<HttpOutcome> PostAsync(HttpCall call, CancellationToken stop)
        {
            Calls.Add(call);
            return Task.FromResult(outcomes[Calls.Count - 1]);
        }
    }
}
