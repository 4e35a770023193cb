using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Dispatch.Http;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Compares what the hooks of a case would POST: one receiver after the other, and for each as many messages as its limits make of the alarms.</summary>
internal static class HookCase
{
    private const long NowMs = 1_560_524_171_000;

    private static readonly string[] _known = ["method", "url", "url_pattern", "headers", "raw_body", "json_body", "array_length"];

    /// <summary>What differs, or null.</summary>
    public static string? Run(JsonElement @case)
    {
        var alarms = @case.GetProperty("messages").EnumerateArray().Select(Alarm).ToImmutableArray();
        var calls = SettingsText.Read(@case.GetProperty("settings")).Hooks.SelectMany(hook => Calls(hook, alarms)).ToList();
        var expected = @case.GetProperty("expected").EnumerateArray().ToList();
        if (calls.Count != expected.Count)
        {
            return $"{calls.Count} requests instead of {expected.Count}";
        }

        var differences = expected.Zip(calls).SelectMany((pair, index) => Compare(pair.First, pair.Second).Select(difference => $"request {index + 1}: {difference}")).ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static IEnumerable<HttpCall> Calls(HookSettings hook, ImmutableArray<AlarmMessage> alarms)
    {
        var size = ChannelLimits.Of(hook).AlarmsPerMessage;
        return
            from receiver in hook.Receivers
            let format = HttpFormats.Create(hook, receiver, isRecovery: false, TemplateLinks.None)
            from message in alarms.Where(alarm => format.WhyUntold(alarm) is null).Chunk(size)
            select format.Call(new() { Id = "message-id", Alarms = [.. message], NowMs = NowMs });
    }

    internal static AlarmMessage Alarm(JsonElement json)
    {
        var alarm = new AlarmMessage();
        foreach (var property in json.EnumerateObject())
        {
            Set(alarm, property);
        }

        return alarm;
    }

    private static void Set(AlarmMessage alarm, JsonProperty property)
    {
        switch (property.Name)
        {
            case "scopeId":
                alarm.ScopeId = property.Value.GetInt64();
                break;
            case "startTime":
                alarm.StartTime = property.Value.ValueKind == JsonValueKind.Number ? property.Value.GetInt64() : NowMs;
                break;
            case "scope":
                alarm.Scope = property.Value.GetString();
                break;
            case "name":
                alarm.Name = property.Value.GetString();
                break;
            case "id0":
                alarm.Id0 = property.Value.GetString();
                break;
            case "id1":
                alarm.Id1 = property.Value.GetString();
                break;
            case "ruleName":
                alarm.RuleName = property.Value.GetString();
                break;
            case "alarmMessage":
                alarm.AlarmMessage_ = property.Value.GetString();
                break;
            case "tags":
                alarm.Tags = new() { Data = { property.Value.EnumerateArray().Select(Tag) } };
                break;
            default:
                throw new InvalidDataException($"\"{property.Name}\" of a message is not understood");
        }
    }

    private static KeyStringValuePair Tag(JsonElement json) => new() { Key = json.GetProperty("key").GetString(), Value = json.GetProperty("value").GetString() };

    private static IEnumerable<string> Compare(JsonElement expected, HttpCall call)
    {
        var body = Encoding.UTF8.GetString(call.Body);
        foreach (var fact in expected.EnumerateObject())
        {
            if (!_known.Contains(fact.Name))
            {
                throw new InvalidDataException($"expected \"{fact.Name}\" is not understood");
            }

            if (!Holds(fact, call, body))
            {
                yield return $"{fact.Name}\n  expected: {fact.Value}\n  actual:   {call.Url} {body}";
            }
        }
    }

    private static bool Holds(JsonProperty fact, HttpCall call, string body) => fact.Name switch
    {
        "method" => fact.Value.GetString() == "POST",
        "url" => call.Url.AbsoluteUri == fact.Value.GetString(),
        "url_pattern" => VectorPattern.MatchesUrl(fact.Value.GetString()!, call.Url.AbsoluteUri),
        "raw_body" => body == fact.Value.GetString(),
        "json_body" => VectorPattern.Matches(fact.Value, JsonDocument.Parse(body).RootElement),
        "array_length" => JsonDocument.Parse(body).RootElement.GetArrayLength() == fact.Value.GetInt32(),
        _ => fact.Value.EnumerateObject().All(header => Header(call, header.Name) == header.Value.GetString()),
    };

    private static string? Header(HttpCall call, string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        ? call.ContentType
        : call.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).SingleOrDefault();
}
