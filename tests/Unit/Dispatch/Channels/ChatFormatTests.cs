using System.Text.Json;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.Unit.Templates;

namespace Tocsin.Unit.Dispatch.Channels;

public class ChatFormatTests
{
    private const string SlackText = """{"type":"section","text":{"type":"mrkdwn","text":"Alarm: %s!"}}""";
    private const string WeChatText = """{"msgtype":"text","text":{"content":"Alarm: %s!"}}""";
    private const string FeishuText = """{"msg_type":"text","content":{"text":"Alarm: %s!"}}""";

    /// <summary>Type, template, path of the text in the body, and the most it takes.</summary>
    public static TheoryData<string, string, string, int, bool> Channels => new()
    {
        { "slack", SlackText, "blocks.0.text.text", 3_000, false },
        { "wechat", WeChatText, "text.content", 2_048, true },
        { "wechat", """{"msgtype":"markdown","markdown":{"content":"Alarm: %s!"}}""", "markdown.content", 4_096, true },
        { "dingtalk", WeChatText, "text.content", 20_000, true },
        { "feishu", FeishuText, "content.text", 20_000, true },
        { "discord", "Alarm: %s!", "content", 2_000, false },
        { "telegram", "Alarm: %s!", "text", 4_096, false },
        { "teams", "Alarm: %s!", "attachments.0.content.body.0.text", 28_000, true },
        { "pagerduty", "Alarm: %s!", "payload.summary", 1_024, false },
    };

    [Theory]
    [MemberData(nameof(Channels))]
    public void Alarm_OfAChat_FillsItsTemplate(string type, string template, string path, int most, bool isInBytes)
    {
        var call = Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Firing("a \"quoted\"\nline \U0001F600 \u2028")));

        Assert.Equal("Alarm: a \"quoted\"\nline \U0001F600 \u2028!", Hooks.At(Hooks.Json(call), path)!.Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.Equal("", call.Warning);
        Assert.InRange(Measure(call, path, isInBytes), 1, most);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void Message_TooLongForAChat_IsCutAndKeepsItsTemplate(string type, string template, string path, int most, bool isInBytes)
    {
        foreach (var letter in new[] { "x", "\"", "é", "\U0001F600", "汉" })
        {
            var call = Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Firing(string.Concat(Enumerable.Repeat(letter, 40_000)))));

            var text = Hooks.At(Hooks.Json(call), path)!;
            Assert.StartsWith("Alarm: ", text, StringComparison.Ordinal);
            Assert.EndsWith("…!", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\ufffd', text);
            Assert.InRange(Measure(call, path, isInBytes), most / 5, most);
            Assert.Equal("", call.Warning);
        }
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void TwoThousandAlarms_OfAChat_BecomeADigestThatFits(string type, string template, string path, int most, bool isInBytes)
    {
        var call = Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Many(2_000)));

        var text = Hooks.At(Hooks.Json(call), path)!;
        Assert.StartsWith("Alarm: 2000 alarms: 2000 firing; cpu_rule 2000\n", text, StringComparison.Ordinal);
        Assert.EndsWith("more, see the records!", text, StringComparison.Ordinal);
        Assert.InRange(Measure(call, path, isInBytes), most / 5, most);
        Assert.InRange(call.Body.Length, 1, 28_000);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void TwoAlarms_InADigest_AreBothTold(string type, string template, string path, int most, bool isInBytes)
    {
        var hook = Hooks.Chat(type, template);
        var call = Hooks.Format(new() { Type = type, Name = "ops", TextTemplate = template, Receivers = hook.Receivers, Delivery = new() { PerMessage = 1 } })
            .Call(Hooks.Message(Alarms.Many(2)));

        Assert.Contains("firing: service1: alarm 1\n", Hooks.At(Hooks.Json(call), path)!, StringComparison.Ordinal);
        Assert.EndsWith("firing: service2: alarm 2!", Hooks.At(Hooks.Json(call), path)!, StringComparison.Ordinal);
        Assert.InRange(Measure(call, path, isInBytes), 1, most);
    }

    [Theory]
    [MemberData(nameof(Channels))]
    public void TestsAndReplays_OfAChat_SaySo(string type, string template, string path, int most, bool isInBytes)
    {
        var call = Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Firing("m")) with { IsTest = true, IsReplay = true });

        Assert.Matches(@"^(Alarm: )?\[TEST\] \[REPLAY\] (Alarm: )?m!$", Hooks.At(Hooks.Json(call), path));
        Assert.InRange(Measure(call, path, isInBytes), 1, most);
    }

    [Theory]
    [InlineData("slack", """{"type":"section","text":{"type":"mrkdwn","text":"{{#each alarms}}"}}""")]
    [InlineData("wechat", """{"msgtype":"text","text":{"content":"{{truncate message}}"}}""")]
    [InlineData("dingtalk", """{"msgtype":"text","text":{"content":"{{{message}}}"}}""")]
    [InlineData("feishu", """{"msg_type":"text","content":{"text":%s}}""")]
    [InlineData("wechat", """["%s"]""")]
    [InlineData("slack", "%s")]
    [InlineData("wechat", """{"msgtype":"text","msgtype":"text","text":{"content":"%s"}}""")]
    [InlineData("discord", "{{/if}} %s")]
    [InlineData("pagerduty", "{{formatTime startTime 'HH' 'Mars'}} %s")]
    [InlineData("telegram", "{{> partial}}")]
    [InlineData("teams", "{{nothing 1 2}}")]
    public void TemplateError_InAChat_SendsThePlainTextAndWarns(string type, string template)
    {
        var call = Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Firing("cpu is high \"now\"")));

        Assert.StartsWith("template: ", call.Warning, StringComparison.Ordinal);
        Assert.Contains("cpu is high \\\"now\\\"", Hooks.Text(call), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, Hooks.Json(call).ValueKind);
    }

    [Fact]
    public void Template_LongerThanTheChatTakes_SendsThePlainTextAndWarns()
    {
        var call = Hooks.Format(Hooks.Chat("discord", new string('x', 2_100) + "%s")).Call(Hooks.Message(Alarms.Firing("m")));

        Assert.Equal("template: the filled template is longer than the receiver takes", call.Warning);
        Assert.Equal("m", Hooks.At(Hooks.Json(call), "content"));
    }

    [Fact]
    public void Digest_OfATemplateWithoutMessage_IsToldAsPlainText()
    {
        var call = Hooks.Format(Hooks.Chat("discord", "{{rule}} fired")).Call(Hooks.Message(Alarms.Many(2)));

        Assert.StartsWith("2 alarms: ", Hooks.At(Hooks.Json(call), "content"), StringComparison.Ordinal);
        Assert.Equal("", call.Warning);
    }

    [Fact]
    public void Test_OfAJsonTemplateWithoutMessage_IsStillMarked()
    {
        var call = Hooks.Format(Hooks.Chat("wechat", """{"msgtype":"text","text":{"content":"{{rule}} fired"}}"""))
            .Call(Hooks.Message(Alarms.Firing()) with { IsTest = true });

        Assert.Equal("[TEST] cpu_rule fired", Hooks.At(Hooks.Json(call), "text.content"));
    }

    [Theory]
    [InlineData("<!channel>")]
    [InlineData("<@U024BE7LH>")]
    [InlineData("<at user_id=\"all\">x</at>")]
    [InlineData("@everyone")]
    [InlineData("@here")]
    public void Mention_InAnAlarm_CallsNobody(string mention)
    {
        foreach (var (type, template) in new[] { ("slack", SlackText), ("feishu", FeishuText), ("discord", "%s {{name}}"), ("wechat", WeChatText) })
        {
            var text = Hooks.Text(Hooks.Format(Hooks.Chat(type, template)).Call(Hooks.Message(Alarms.Firing(mention, mention))));
            Assert.DoesNotContain(JsonText.Escape(mention), text, StringComparison.Ordinal);
            Assert.Contains("\u200b", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("slack", SlackText)]
    [InlineData("wechat", WeChatText)]
    [InlineData("discord", "%s")]
    public void Recovery_OfAChat_NeedsATextOfItsOwn(string type, string template)
    {
        var without = Hooks.Format(Hooks.Chat(type, template));
        var with = Hooks.Format(Hooks.Chat(type, null, template.Replace("Alarm", "Over", StringComparison.Ordinal)));

        Assert.Equal("no recovery-text-template", without.WhyUntold(Alarms.Recovered()));
        Assert.Null(without.WhyUntold(Alarms.Firing()));
        Assert.Null(with.WhyUntold(Alarms.Recovered()));
        Assert.Equal("no text-template", with.WhyUntold(Alarms.Firing()));
    }

    [Theory]
    [InlineData("teams", "attachments.0.content.body.0.text", "firing: cpu of serviceA is high", "recovered: cpu of serviceA is high")]
    [InlineData("telegram", "text", "\U0001F534 cpu of serviceA is high", "\u2705 recovered: cpu of serviceA is high")]
    public void TeamsAndTelegram_WithoutTemplates_HaveTextsOfTheirOwn(string type, string path, string firing, string recovered)
    {
        var format = Hooks.Format(Hooks.Chat(type, null));

        Assert.Null(format.WhyUntold(Alarms.Recovered()));
        Assert.Equal(firing, Hooks.At(Hooks.Json(format.Call(Hooks.Message(Alarms.Firing()))), path));
        Assert.Equal(recovered, Hooks.At(Hooks.Json(format.Call(Hooks.Message(Alarms.Recovered()))), path));
    }

    [Fact]
    public void Telegram_IsToldAtItsBotsUrl()
    {
        var call = Hooks.Format(Hooks.Chat("telegram", "%s")).Call(Hooks.Message(Alarms.Firing("m")));

        Assert.Equal("https://api.telegram.org/bot123:abc/sendMessage", call.Url.AbsoluteUri);
        Assert.Equal("""{"chat_id":"-1001","text":"m","link_preview_options":{"is_disabled":true}}""", Hooks.Text(call));
    }

    [Fact]
    public void Slack_TooMuchForOneMessage_BecomesADigest()
    {
        var alarms = Alarms.Many(20);
        Array.ForEach(alarms, alarm => alarm.AlarmMessage_ = new string('y', 1_000));

        var json = Hooks.Json(Hooks.Format(Hooks.Chat("slack", SlackText)).Call(Hooks.Message(alarms)));

        Assert.StartsWith("Alarm: 20 alarms", Hooks.At(json, "blocks.0.text.text"), StringComparison.Ordinal);
        Assert.Equal(1, json.GetProperty("blocks").GetArrayLength());
    }

    [Theory]
    [InlineData("""[{"type":"divider"},{"type":"section","text":{"type":"mrkdwn","text":"%s"}}]""", 4)]
    [InlineData("""{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"%s"}}]}""", 2)]
    public void Slack_TemplateOfSeveralBlocks_GivesThemForEachAlarm(string template, int blocks) =>
        Assert.Equal(blocks, Hooks.Json(Hooks.Format(Hooks.Chat("slack", template)).Call(Hooks.Message(Alarms.Many(2)))).GetProperty("blocks").GetArrayLength());

    [Fact]
    public void Link_InAChat_IsFilled()
    {
        var links = TemplateLinks.Parse([new("graph", "https://g.example/?s={{name}}")]);

        var call = Hooks.Format(Hooks.Chat("discord", "%s {{links.graph}}"), links: links).Call(Hooks.Message(Alarms.Firing("m", "a b")));

        Assert.Equal("m https://g.example/?s=a%20b", Hooks.At(Hooks.Json(call), "content"));
    }

    private static int Measure(HttpCall call, string path, bool isInBytes) => new TextLimit(0, isInBytes).Measure(Hooks.At(Hooks.Json(call), path)!);
}
