using System.Text.Json;

namespace Tocsin.Cli.Receiving;

/// <summary>How the provider of a chat says yes or no: each has words of its own, and some say no under status 200.</summary>
internal static class ProviderAnswer
{
    /// <summary>Content type and body.</summary>
    public static (string Type, string Body) To(byte[] message, bool isTaken) => (Kind(message), isTaken) switch
    {
        ("msgtype", true) => ("application/json", """{"errcode":0,"errmsg":"ok"}"""),
        ("msgtype", false) => ("application/json", """{"errcode":-1,"errmsg":"system busy"}"""),
        ("msg_type", true) => ("application/json", """{"code":0,"msg":"success","StatusCode":0,"StatusMessage":"success"}"""),
        ("msg_type", false) => ("application/json", """{"code":11232,"msg":"too busy"}"""),
        (_, true) => ("text/plain", "ok"),
        (_, false) => ("text/plain", "told to misbehave"),
    };

    /// <summary>DingTalk and WeChat call it msgtype, Feishu msg_type, Slack has neither.</summary>
    private static string Kind(byte[] message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement.ValueKind != JsonValueKind.Object ? ""
                : json.RootElement.TryGetProperty("msgtype", out _) ? "msgtype"
                : json.RootElement.TryGetProperty("msg_type", out _) ? "msg_type"
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
