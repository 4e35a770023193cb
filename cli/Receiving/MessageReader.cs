using System.Collections.Immutable;
using System.Text.Json;
using Tocsin.V1;

namespace Tocsin.Cli.Receiving;

/// <summary>
/// Finds the alarms in a body that a hook sent: SkyWalking's array, CloudEvents, Alertmanager's groups; of anything else the texts for people. Every body is
/// read as well as it can be, for there is nobody to refuse it to.
/// </summary>
internal static class MessageReader
{
    private const int MaxAlarms = 100;
    private const int MaxText = 2_000;
    private static readonly string[] _textKeys = ["text", "content", "summary", "title", "fallback"];

    public static ImmutableArray<ToldAlarm> Read(JsonElement body)
    {
        var told = Objects(body).Select(Told).OfType<ToldAlarm>().Take(MaxAlarms).ToImmutableArray();
        return told.Length > 0 ? told : [new ToldAlarm(null, "", "", Texts(body))];
    }

    /// <summary>Null where there are no objects of which each could be an alarm.</summary>
    private static IEnumerable<JsonElement> Objects(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Array => body.EnumerateArray().SelectMany(Objects),
        JsonValueKind.Object when Find(body, "alerts") is { ValueKind: JsonValueKind.Array } alerts => alerts.EnumerateArray(),
        JsonValueKind.Object when Find(body, "specversion") is not null && Find(body, "data") is { } data => [data],
        JsonValueKind.Object => [body],
        _ => [],
    };

    private static ToldAlarm? Told(JsonElement alarm) =>
        Text(alarm, "ruleName") is { Length: > 0 } rule ? new ToldAlarm(State(Text(alarm, "state")), rule, Text(alarm, "name"), Text(alarm, "alarmMessage")) { TimeMs = Number(alarm, "time") }
        : Find(alarm, "labels") is { } labels && Text(labels, "alertname") is { Length: > 0 } name ? OfAlert(alarm, labels, name)
        : null;

    private static ToldAlarm OfAlert(JsonElement alert, JsonElement labels, string rule)
    {
        var notes = Find(alert, "annotations") ?? default;
        return new ToldAlarm(State(Text(notes, "state")) ?? State(Text(alert, "status")), rule, Text(labels, "entity"), Text(notes, "summary"));
    }

    private static AlarmState? State(string word) => word switch
    {
        "firing" => AlarmState.Firing,
        "recovered" or "resolved" => AlarmState.Recovered,
        "no-data" => AlarmState.NoData,
        "closed" => AlarmState.Closed,
        _ => null,
    };

    private static string Texts(JsonElement body)
    {
        var texts = string.Join('\n', Strings(body, isText: false));
        return texts.Length <= MaxText ? texts : texts[..MaxText];
    }

    /// <summary>The strings under keys that chats use for what people read, in their order.</summary>
    private static IEnumerable<string> Strings(JsonElement element, bool isText) => element.ValueKind switch
    {
        JsonValueKind.String when isText => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, isText)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value, _textKeys.Contains(property.Name))),
        _ => [],
    };

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static long Number(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;
}
