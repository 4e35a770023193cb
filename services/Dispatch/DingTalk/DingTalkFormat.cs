using System.Collections.Frozen;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.DingTalk;

/// <summary>Group robots of DingTalk; with a secret each URL is signed.</summary>
internal sealed class DingTalkFormat(JsonChat chat, Uri url, string secret) : IHttpFormat
{
    public static JsonChatRules Rules { get; } = new(TextLimit.Bytes(18_000), 20_000, """{"msgtype":"text","text":{"content":"%s"}}""");

    /// <summary>-1: busy; 130101 and 410100: more than 20 a minute; 300001, 300005 and 310000: token, signature or address, and 310000 also a missing keyword.</summary>
    private static readonly ProviderCodes _codes = new(
        new Dictionary<long, Verdict>
        {
            [-1] = Verdict.TryAgain,
            [130101] = Verdict.TryAgain,
            [410100] = Verdict.TryAgain,
            [300001] = Verdict.Refused,
            [300005] = Verdict.Refused,
            [310000] = Verdict.Refused,
        }.ToFrozenDictionary(),
        WaitMs: 60_000)
    {
        ByText = new Dictionary<long, (string, Verdict)> { [310000] = ("keyword", Verdict.ContentRefused) }.ToFrozenDictionary(),
    };

    public string? WhyUntold(AlarmMessage alarm) => chat.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message) => chat.Call(secret.Length == 0 ? url : DingTalkSign.Url(url, secret, message.NowMs), message);

    public Answer Judge(HttpAnswer answer) => _codes.Judge(answer);
}
