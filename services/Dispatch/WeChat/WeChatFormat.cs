using System.Collections.Frozen;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.WeChat;

/// <summary>Group robots of WeCom, which SkyWalking calls WeChat.</summary>
internal sealed class WeChatFormat(JsonChat chat, Uri url) : IHttpFormat
{
    public static JsonChatRules Rules { get; } = new(TextLimit.Bytes(2_048), 65_536, """{"msgtype":"text","text":{"content":"%s"}}""")
    {
        Texts =
        [
            ("text.content", TextLimit.Bytes(2_048)),
            ("markdown.content", TextLimit.Bytes(4_096)),
            ("markdown_v2.content", TextLimit.Bytes(4_096)),
        ],
    };

    /// <summary>-1: busy; 45009: more than 20 a minute; 45033: too many at once; 93000, 93004, 93008: this robot is no more.</summary>
    private static readonly ProviderCodes _codes = new(
        new Dictionary<long, Verdict>
        {
            [-1] = Verdict.TryAgain,
            [45009] = Verdict.TryAgain,
            [45033] = Verdict.TryAgain,
            [93000] = Verdict.Refused,
            [93004] = Verdict.Refused,
            [93008] = Verdict.Refused,
        }.ToFrozenDictionary(),
        WaitMs: 60_000);

    public string? WhyUntold(AlarmMessage alarm) => chat.WhyUntold(alarm);

    public HttpCall Call(OutgoingMessage message) => chat.Call(url, message);

    public Answer Judge(HttpAnswer answer) => _codes.Judge(answer);
}
