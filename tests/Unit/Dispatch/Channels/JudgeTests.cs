using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;

namespace Tocsin.Unit.Dispatch.Channels;

public class JudgeTests
{
    private const string Text = """{"msgtype":"text","text":{"content":"%s"}}""";

    [Theory]
    [InlineData("wechat", """{"errcode":0,"errmsg":"ok"}""")]
    [InlineData("dingtalk", """{"errcode":0,"errmsg":"ok"}""")]
    [InlineData("feishu", """{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}""")]
    [InlineData("feishu", """{"code":0,"msg":"success"}""")]
    [InlineData("slack", "ok")]
    [InlineData("slack", """{"ok":true}""")]
    [InlineData("slack", "")]
    [InlineData("slack", "<html>fine</html>")]
    [InlineData("pagerduty", """{"status":"success","message":"Event processed","dedup_key":"x"}""")]
    [InlineData("discord", "")]
    [InlineData("teams", "1")]
    [InlineData("teams", "")]
    [InlineData("telegram", """{"ok":true,"result":{}}""")]
    [InlineData("webhook", """{"code":500}""")]
    [InlineData("wechat", "")]
    [InlineData("wechat", "not json")]
    [InlineData("wechat", "{not json")]
    [InlineData("wechat", "[1]")]
    [InlineData("wechat", """{"errcode":"0"}""")]
    public void Success_InTheProvidersWords_IsDelivered(string type, string body) =>
        Assert.Equal((Verdict.Delivered, "ok", 200), Judge(type, body) is var answer ? (answer.Verdict, answer.Reason, answer.Status) : default);

    [Theory]
    [InlineData("wechat", """{"errcode":45009,"errmsg":"api freq out of limit"}""", nameof(Verdict.TryAgain), "errcode-45009", "api freq out of limit", 60_000)]
    [InlineData("wechat", """{"errcode":93000,"errmsg":"invalid webhook url"}""", nameof(Verdict.Refused), "errcode-93000", "invalid webhook url", 0)]
    [InlineData("wechat", """{"errcode":40058,"errmsg":"text.content exceed\nmax length"}""", nameof(Verdict.ContentRefused), "errcode-40058", "text.content exceed max length", 0)]
    [InlineData("wechat", """{"errcode":"-1","errmsg":"busy"}""", nameof(Verdict.TryAgain), "errcode--1", "busy", 60_000)]
    [InlineData("dingtalk", """{"errcode":130101,"errmsg":"send too fast"}""", nameof(Verdict.TryAgain), "errcode-130101", "send too fast", 60_000)]
    [InlineData("dingtalk", """{"errcode":410100,"errmsg":"发送速度太快而限流"}""", nameof(Verdict.TryAgain), "errcode-410100", "发送速度太快而限流", 60_000)]
    [InlineData("dingtalk", """{"errcode":310000,"errmsg":"sign not match"}""", nameof(Verdict.Refused), "errcode-310000", "sign not match", 0)]
    [InlineData("dingtalk", """{"errcode":310000,"errmsg":"keywords not in content"}""", nameof(Verdict.ContentRefused), "errcode-310000", "keywords not in content", 0)]
    [InlineData("feishu", """{"code":11232,"msg":"frequency limited"}""", nameof(Verdict.TryAgain), "errcode-11232", "frequency limited", 10_000)]
    [InlineData("feishu", """{"code":9499,"msg":"too many request"}""", nameof(Verdict.TryAgain), "errcode-9499", "too many request", 10_000)]
    [InlineData("feishu", """{"code":9499,"msg":"Bad Request","data":{}}""", nameof(Verdict.ContentRefused), "errcode-9499", "Bad Request", 0)]
    [InlineData("feishu", """{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}""", nameof(Verdict.Refused), "errcode-19021", "sign match fail or timestamp is not within one hour", 0)]
    [InlineData("feishu", """{"StatusCode":19024,"StatusMessage":"Key Words Not Found"}""", nameof(Verdict.ContentRefused), "errcode-19024", "Key Words Not Found", 0)]
    [InlineData("slack", "invalid_payload", nameof(Verdict.ContentRefused), "slack-error", "invalid_payload", 0)]
    [InlineData("slack", "no_service", nameof(Verdict.Refused), "slack-error", "no_service", 0)]
    [InlineData("slack", """{"ok":false,"error":"ratelimited"}""", nameof(Verdict.TryAgain), "slack-error", "ratelimited", 0)]
    [InlineData("pagerduty", """{"status":"invalid event","message":"x"}""", nameof(Verdict.ContentRefused), "pagerduty-error", """{"status":"invalid event","message":"x"}""", 0)]
    [InlineData("teams", "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x", nameof(Verdict.TryAgain), "teams-429", null, 0)]
    [InlineData("teams", "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId x", nameof(Verdict.ContentRefused), "teams-413", null, 0)]
    [InlineData("telegram", """{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}""", nameof(Verdict.TryAgain), "telegram-429", "Too Many Requests", 7_000)]
    [InlineData("telegram", """{"ok":false,"error_code":403,"description":"bot was kicked"}""", nameof(Verdict.Refused), "telegram-403", "bot was kicked", 0)]
    [InlineData("telegram", """{"ok":false,"error_code":400,"description":"message is too long"}""", nameof(Verdict.ContentRefused), "telegram-400", "message is too long", 0)]
    public void Failure_InTheProvidersWords_IsJudged(string type, string body, string verdict, string reason, string? detail, long waitMs)
    {
        var answer = Judge(type, body);

        Assert.Equal((verdict, reason, waitMs), (answer.Verdict.ToString(), answer.Reason, answer.WaitMs));
        Assert.Equal(detail ?? body, answer.Detail);
    }

    [Theory]
    [InlineData("""{"retry_after":0.65}""", 650)]
    [InlineData("""{"parameters":{"retry_after":3}}""", 3_000)]
    [InlineData("""{"retry_after":1e300}""", 86_400_000)]
    [InlineData("""{"retry_after":-5}""", 0)]
    [InlineData("""{"retry_after":"soon"}""", 0)]
    [InlineData("""{"parameters":7}""", 0)]
    [InlineData("oops", 0)]
    public void Wait_InABody_IsFound(string body, long expected) => Assert.Equal(expected, AnswerJson.WaitMs(body));

    [Fact]
    public void Detail_OfALongAnswer_IsShortened() =>
        Assert.Equal(500, Judge("wechat", $$"""{"errcode":1,"errmsg":"{{new string('x', 5_000)}}"}""").Detail.Length);

    private static Answer Judge(string type, string body) => Hooks.Format(Hooks.Chat(type, Text)).Judge(new HttpAnswer(200, body));
}
