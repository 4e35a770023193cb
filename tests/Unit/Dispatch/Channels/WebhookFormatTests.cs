using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tocsin.Dispatch.Http;
using Tocsin.Dispatch.Webhook;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.Unit.Templates;

namespace Tocsin.Unit.Dispatch.Channels;

public class WebhookFormatTests
{
    [Fact]
    public void SkyWalkingArray_HasItsFieldsFirstAndOursBehind() => Assert.Equal(
        """
        [{"scopeId":1,"scope":"SERVICE","name":"serviceA","id0":"12","id1":"","ruleName":"cpu_rule","alarmMessage":"cpu of serviceA is high",
        "tags":[{"key":"level","value":"CRITICAL"},{"key":"team","value":"payments"}],"startTime":1560524171000,
        "id":"id-1","state":"firing","reason":"condition-true","episodeId":"episode-1","sequence":1,"time":1560524171500,"ruleVersion":"7",
        "period":10,"count":3,"matched":4,"attributes":{"zone":"eu-1"},"values":[{"metric":"cpu","value":93,"minute":1560524160000,
        "op":"\u003e","threshold":"80","ruleName":"cpu_rule"},{"metric":"load","value":1.5,"label":"p99","minute":1560524160000,
        "op":"\u003e\u003d","threshold":"1"}]}]
        """.ReplaceLineEndings(""),
        Hooks.Text(Hooks.Format(Hook()).Call(Hooks.Message(Alarms.Firing()))));

    [Fact]
    public void TextOfAWebhook_IsEscapedAsGsonDoes()
    {
        var text = Hooks.Text(Hooks.Format(Hook()).Call(Hooks.Message(Alarms.Firing("<a> & 'b' = \"c\"\n\u2028\U0001F600é"))));

        Assert.Contains("""
            "alarmMessage":"\u003ca\u003e \u0026 \u0027b\u0027 \u003d \"c\"\n\u2028😀é"
            """.Trim(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void TestsAndReplays_AreMarkedInTextAndFields()
    {
        var json = Hooks.Json(Hooks.Format(Hook()).Call(Hooks.Message(Alarms.Firing("m")) with { IsTest = true, IsReplay = true }))[0];

        Assert.Equal("[TEST] [REPLAY] m", Hooks.At(json, "alarmMessage"));
        Assert.True(json.GetProperty("test").GetBoolean());
        Assert.True(json.GetProperty("replay").GetBoolean());
        Assert.False(Hooks.Json(Hooks.Format(Hook()).Call(Hooks.Message(Alarms.Firing())))[0].TryGetProperty("test", out _));
    }

    [Theory]
    [InlineData(WebhookPayload.SkyWalking, false, "no recovery-urls")]
    [InlineData(WebhookPayload.SkyWalking, true, "recoveries go to recovery-urls")]
    [InlineData(WebhookPayload.Alertmanager, false, null)]
    [InlineData(WebhookPayload.Alertmanager, true, "recoveries go to recovery-urls")]
    [InlineData(WebhookPayload.CloudEvents, false, null)]
    public void Recovery_OfAWebhook_GoesToItsUrls(WebhookPayload payload, bool hasRecoveryUrls, string? whyUntold)
    {
        var hook = Hook(payload, recoveryUrls: hasRecoveryUrls ? ["https://r.example/over"] : []);

        Assert.Equal(whyUntold, Hooks.Format(hook).WhyUntold(Alarms.Recovered()));
        Assert.Null(Hooks.Format(hook).WhyUntold(Alarms.Firing()));
        Assert.Equal(hasRecoveryUrls ? "only recoveries go to recovery-urls" : null, hasRecoveryUrls ? Hooks.Format(hook, isRecovery: true).WhyUntold(Alarms.Firing()) : null);
        Assert.Null(Hooks.Format(hook, isRecovery: true).WhyUntold(Alarms.Recovered()));
    }

    [Fact]
    public void Alertmanager_IsToldAsItsDocumentationSays()
    {
        var links = TemplateLinks.Parse([new("external", "https://t.example/"), new("generator", "https://g.example/?s={{name}}")]);
        var call = Hooks.Format(Hook(WebhookPayload.Alertmanager), links: links).Call(Hooks.Message(Alarms.Firing(), Alarms.Recovered(name: "serviceB", number: 2)));

        var json = Hooks.Json(call);
        Assert.Equal(
            ["version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL", "alerts"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"],
            json.GetProperty("alerts")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(("4", "firing", "webhook.ops"), (Hooks.At(json, "version"), Hooks.At(json, "status"), Hooks.At(json, "receiver")));
        Assert.Equal("{}:{alertname=\"cpu_rule\"}", Hooks.At(json, "groupKey"));
        Assert.Equal(
            """{"alertname":"cpu_rule","id0":"12","level":"CRITICAL","scope":"SERVICE","severity":"critical","team":"payments","zone":"eu-1"}""",
            json.GetProperty("commonLabels").GetRawText());
        Assert.Equal(("firing", "0001-01-01T00:00:00Z"), (Hooks.At(json, "alerts.0.status"), Hooks.At(json, "alerts.0.endsAt")));
        Assert.Equal(("resolved", "2019-06-14T14:57:11Z"), (Hooks.At(json, "alerts.1.status"), Hooks.At(json, "alerts.1.endsAt")));
        Assert.Equal(("https://t.example/", "https://g.example/?s=serviceB"), (Hooks.At(json, "externalURL"), Hooks.At(json, "alerts.1.generatorURL")));
        Assert.Equal("93", Hooks.At(json, "alerts.0.annotations.value"));
    }

    [Fact]
    public void Fingerprint_OfAnAlarmAndItsRecovery_IsTheSame()
    {
        var json = Hooks.Json(Hooks.Format(Hook(WebhookPayload.Alertmanager)).Call(Hooks.Message(Alarms.Firing(), Alarms.Recovered(), Alarms.Firing(name: "other"))));

        Assert.Equal(Hooks.At(json, "alerts.0.fingerprint"), Hooks.At(json, "alerts.1.fingerprint"));
        Assert.NotEqual(Hooks.At(json, "alerts.0.fingerprint"), Hooks.At(json, "alerts.2.fingerprint"));
        Assert.Matches("^[0-9a-f]{16}$", Hooks.At(json, "alerts.0.fingerprint"));
    }

    [Fact]
    public void CloudEvents_GoAsABatch()
    {
        var call = Hooks.Format(Hook(WebhookPayload.CloudEvents)).Call(Hooks.Message(Alarms.Firing(), Alarms.Recovered()) with { IsTest = true });

        var json = Hooks.Json(call);
        Assert.Equal("application/cloudevents-batch+json", call.ContentType);
        Assert.Equal(("1.0", "id-1", "tocsin.alarm.firing"), (Hooks.At(json, "0.specversion"), Hooks.At(json, "0.id"), Hooks.At(json, "0.type")));
        Assert.Equal(("tocsin.alarm.recovered", "serviceA", "2019-06-14T14:56:11.500Z"), (Hooks.At(json, "1.type"), Hooks.At(json, "1.subject"), Hooks.At(json, "1.time")));
        Assert.Equal("[TEST] cpu of serviceA is high", Hooks.At(json, "0.data.alarmMessage"));
        Assert.True(json[0].GetProperty("test").GetBoolean());
    }

    [Fact]
    public void Signature_OfAWebhook_IsThatOfStandardWebhooks()
    {
        var key = Enumerable.Range(0, 24).Select(number => (byte)number).ToArray();
        var call = Hooks.Format(Hook(secret: "whsec_" + Convert.ToBase64String(key))).Call(Hooks.Message(Alarms.Firing()));

        var signed = Encoding.UTF8.GetBytes($"message-1.1700000000.{Hooks.Text(call)}");
        Assert.Equal("message-1", Header(call, "webhook-id"));
        Assert.Equal("1700000000", Header(call, "webhook-timestamp"));
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), Header(call, "webhook-signature"));
    }

    /// <summary>The example of the specification's reference libraries.</summary>
    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void Signature_OfTheSpecificationsExample_IsItsOwn(string secret) => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSign.Of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"u8));

    [Fact]
    public void Secret_ThatIsNoBase64_IsTheKeyItself() => Assert.Equal(
        "v1," + Convert.ToBase64String(HMACSHA256.HashData("my secret"u8.ToArray(), "a.1.b"u8.ToArray())),
        WebhookSign.Of("my secret", "a", 1, "b"u8));

    [Fact]
    public void Headers_OfTheHook_GoAlongAndWin()
    {
        var call = Hooks.Format(Hook(headers: [new("Authorization", "Bearer x"), new("accept", "text/plain")])).Call(Hooks.Message(Alarms.Firing()));

        Assert.Equal("Bearer x", Header(call, "Authorization"));
        Assert.Equal("text/plain", Header(call, "Accept"));
        Assert.Equal("message-1", Header(call, "webhook-id"));
        Assert.Null(Header(call, "webhook-signature"));
    }

    [Fact]
    public void TwoThousandAlarms_OfAWebhook_AreAllInTheArray() =>
        Assert.Equal(2_000, Hooks.Json(Hooks.Format(Hook()).Call(Hooks.Message(Alarms.Many(2_000)))).GetArrayLength());

    [Fact]
    public void Url_ThatIsNone_IsRefusedWithoutShowingIt()
    {
        var exception = Assert.Throws<FormatException>(() => Hooks.Format(Hooks.Hook("slack", "%s", null, ("url", "hooks.slack.com/T0SECRET"))));

        Assert.Equal("hook slack.ops: the url isn't a URL that begins with http:// or https://", exception.Message);
    }

    private static string? Header(HttpCall call, string name) =>
        call.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).SingleOrDefault();

    private static HookSettings Hook(
        WebhookPayload payload = WebhookPayload.SkyWalking,
        string? secret = null,
        ImmutableArray<string>? recoveryUrls = null,
        ImmutableArray<KeyValuePair<string, string>>? headers = null) => new()
        {
            Type = "webhook",
            Name = "ops",
            Payload = payload,
            Secret = secret,
            RecoveryUrls = recoveryUrls ?? [],
            Headers = headers ?? [],
            Receivers = [ImmutableSortedDictionary<string, string>.Empty.Add("url", "https://r.example/alarms")],
        };
}
