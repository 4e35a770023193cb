using System.Text.Json;
using Tocsin.Dispatch.DingTalk;
using Tocsin.Dispatch.Feishu;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Compares signatures of robots, every fact that a case of kind "sign_dingtalk" or "sign_feishu" expects.</summary>
internal static class SignCase
{
    private static readonly Uri _dingTalk = new("https://oapi.dingtalk.com/robot/send?access_token=dummy_token");

    /// <summary>What differs, or null.</summary>
    public static string? RunDingTalk(JsonElement @case)
    {
        var secret = @case.GetProperty("secret").GetString()!;
        var timeMs = @case.GetProperty("timestamp_ms").GetInt64();
        var sign = DingTalkSign.Of(secret, timeMs);
        return Compare(@case, new()
        {
            ["string_to_sign"] = DingTalkSign.Text(secret, timeMs),
            ["base64"] = sign,
            ["url_encoded"] = Uri.EscapeDataString(sign),
            ["url"] = DingTalkSign.Url(_dingTalk, secret, timeMs).AbsoluteUri,
        });
    }

    /// <summary>What differs, or null.</summary>
    public static string? RunFeishu(JsonElement @case)
    {
        var secret = @case.GetProperty("secret").GetString()!;
        var timeSeconds = @case.GetProperty("timestamp_s").GetInt64();
        var sign = FeishuSign.Of(secret, timeSeconds);
        return Compare(@case, new()
        {
            ["hmac_key"] = FeishuSign.Key(secret, timeSeconds),
            ["hmac_data"] = "",
            ["base64"] = sign,
            ["body_fields"] = JsonSerializer.Serialize(new { timestamp = timeSeconds, sign }),
        });
    }

    private static string? Compare(JsonElement @case, Dictionary<string, string> actual)
    {
        var differences = @case.GetProperty("expected").EnumerateObject()
            .Where(expected => !actual.TryGetValue(expected.Name, out var value) || !IsSame(expected.Value, value))
            .Select(expected => $"{expected.Name}\n  expected: {expected.Value}\n  actual:   {actual.GetValueOrDefault(expected.Name)}").ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static bool IsSame(JsonElement expected, string actual)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            return expected.GetString() == actual;
        }

        using var document = JsonDocument.Parse(actual);
        return JsonElement.DeepEquals(expected, document.RootElement);
    }
}
