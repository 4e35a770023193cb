using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Email;
using Tocsin.Dispatch.Secrets;
using Tocsin.Engine.Templates;
using Tocsin.Unit.Templates;
using Tocsin.V1;

namespace Tocsin.Unit.Dispatch.Channels;

/// <summary>Summaries and the words of policies, channel by channel.</summary>
public class SummaryFormatTests
{
    private static OutgoingMessage Summary => Hooks.Message(Alarms.Many(3)) with { IsSummary = true, More = 40 };

    [Theory]
    [InlineData("slack", """{"type":"section","text":{"type":"mrkdwn","text":"%s"}}""", "blocks.0.text.text")]
    [InlineData("wechat", """{"msgtype":"text","text":{"content":"%s"}}""", "text.content")]
    [InlineData("dingtalk", """{"msgtype":"text","text":{"content":"%s"}}""", "text.content")]
    [InlineData("feishu", """{"msg_type":"text","content":{"text":"%s"}}""", "content.text")]
    [InlineData("discord", "%s", "content")]
    [InlineData("telegram", "%s", "text")]
    [InlineData("teams", "%s", "attachments.0.content.body.0.text")]
    public void Summary_OfAChat_IsOneTextThatCountsAll(string type, string template, string path)
    {
        var text = Hooks.At(Hooks.Json(Hooks.Format(Hooks.Chat(type, template)).Call(Summary)), path)!;
        Assert.StartsWith("43 alarms: ", text, StringComparison.Ordinal);
        Assert.EndsWith("and 40 more, see the records", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_OfOneAlarmAndMore_IsADigest() => Assert.StartsWith(
        "8 alarms: 1 firing, 7 counted only; cpu_rule 1\nfiring: ",
        ChatText.Plain(Hooks.Message(Alarms.Firing()) with { IsSummary = true, More = 7 }, TextLimit.Letters(1_000)),
        StringComparison.Ordinal);

    [Fact]
    public void Summary_OfOneAlarm_IsThatAlarm() =>
        Assert.Equal("cpu of serviceA is high", ChatText.Plain(Hooks.Message(Alarms.Firing()) with { IsSummary = true }, TextLimit.Letters(1_000)));

    [Fact]
    public void Digest_WithMore_FitsWhateverTheLimit()
    {
        for (var size = 60; size < 600; size++)
        {
            var text = DigestText.Of(Summary.Alarms, TextLimit.Letters(size), 40);
            Assert.InRange(text.Length, 1, size);
        }
    }

    [Fact]
    public void Summary_AsMail_SaysHowManyInItsSubject()
    {
        var texts = new EmailTexts(new ResolvedHook(Hooks.Hook("email"), Masker.Nothing, []), TemplateLinks.None).Write(Summary);
        Assert.Equal("43 alarms", texts.Subject);
        Assert.Contains("and 40 more", texts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_AsData_SaysHowManyMore()
    {
        var hook = Hooks.Hook("webhook", receiver: ("url", "https://chat.example/hook"));
        var alarms = Hooks.Json(Hooks.Format(hook).Call(Summary));
        Assert.Equal(3, alarms.GetArrayLength());
        Assert.Equal(40, alarms[0].GetProperty("more").GetInt64());
        var alertmanager = Hooks.Json(Hooks.Format(Hooks.Alertmanager).Call(Summary));
        Assert.Equal(40, alertmanager.GetProperty("truncatedAlerts").GetInt64());
    }

    [Fact]
    public void Words_OfThePolicy_StandInTemplatesAndData()
    {
        var errand = new Errand { RecordId = "r", Policy = "shop", Package = "firing", Level = AlarmLevel.Fatal, Cause = "repeat" };
        var alarm = Alarms.Firing();
        var message = Hooks.Message(alarm) with { Errands = ErrandWords.ByAlarm([(alarm, errand)]) };

        var text = Hooks.At(Hooks.Json(Hooks.Format(Hooks.Chat("discord", "{{policy}} {{policyLevel}} {{package}} {{cause}} {{recordId}} {{level}} {{more}}")).Call(message)), "content");
        Assert.Equal("shop fatal firing repeat r CRITICAL 0", text);
        var data = Hooks.Json(Hooks.Format(Hooks.Hook("webhook", receiver: ("url", "https://chat.example/hook"))).Call(message))[0];
        Assert.Equal("shop fatal firing repeat r", string.Join(' ', data.EnumerateObject().SkipWhile(field => field.Name != "policy").Take(5).Select(field => field.Value.GetString())));
    }

    [Fact]
    public void Words_OfSeveralPolicies_AreSaidWhereTheyAgree()
    {
        var alarms = Alarms.Many(2);
        alarms.ToList().ForEach(alarm => alarm.Tags = null);
        var message = Hooks.Message(alarms) with
        {
            Errands = ErrandWords.ByAlarm([(alarms[0], new Errand { Policy = "a", Level = AlarmLevel.Remind }), (alarms[1], new Errand { Policy = "b", Level = AlarmLevel.Remind })]),
        };
        var text = Hooks.At(Hooks.Json(Hooks.Format(Hooks.Chat("discord", "{{policy}} {{level}}:{{#each alarms}} {{policy}}{{/each}}")).Call(message)), "content");
        Assert.Equal("(several) remind: a b", text);
    }
}
