using System.Text.Json;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>A sent alarm as far as vectors tell; tags and period are null where the vector doesn't give them.</summary>
internal sealed record Sent(string Rule, string Entity, string Id0, string Id1, string Message, string? Tags, uint? Period)
{
    private static readonly string[] _known = ["rule", "entity", "id0", "id1", "message", "tags", "period"];

    public static Sent From(JsonElement json)
    {
        if (json.EnumerateObject().FirstOrDefault(property => !_known.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other)
        {
            throw new InvalidDataException($"expected alarm: \"{other.Name}\" is not understood");
        }

        return new(
            json.GetProperty("rule").GetString()!,
            json.GetProperty("entity").GetString()!,
            json.GetProperty("id0").GetString()!,
            json.TryGetProperty("id1", out var id1) ? id1.GetString() ?? "" : "",
            json.GetProperty("message").GetString()!,
            json.TryGetProperty("tags", out var tags) ? TagsOf(tags) : null,
            json.TryGetProperty("period", out var period) ? period.GetUInt32() : null);
    }

    /// <summary>What was really sent, told as fully as <paramref name="expected"/> tells it.</summary>
    public static Sent From(AlarmMessage alarm, Sent? expected) => new(
        alarm.RuleName,
        alarm.Name,
        alarm.Id0,
        alarm.Id1,
        alarm.AlarmMessage_,
        expected?.Tags is null ? null : string.Join(',', (alarm.Tags?.Data ?? []).Select(tag => $"{tag.Key}={tag.Value}")),
        expected?.Period is null ? null : alarm.PeriodMinutes);

    /// <summary>Either a list of keys and values or a map.</summary>
    private static string TagsOf(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? string.Join(',', json.EnumerateObject().Select(tag => $"{tag.Name}={tag.Value.GetString()}"))
        : string.Join(',', json.EnumerateArray().Select(tag => $"{tag.GetProperty("key").GetString()}={tag.GetProperty("value").GetString()}"));
}
