using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Runs a case of kind "recovery_state_machine": a condition given check by check, and what is to be sent at which.</summary>
internal static class RecoveryCase
{
    private const int FirstMinute = 26_824_320;

    /// <summary>What differs, or null.</summary>
    public static string? Run(JsonElement @case)
    {
        var bench = new Bench(SettingsText.Read(Settings(@case.GetProperty("rule")).ToJsonString()));
        var matches = @case.GetProperty("matches").EnumerateArray().Select(match => match.GetBoolean()).ToList();
        var sent = matches.Select((match, index) => Check(bench, FirstMinute + index, match)).ToList();
        var differences = @case.GetProperty("expected").EnumerateObject()
            .Select(expected => Compare(expected, Actual(expected.Name, sent, matches)))
            .OfType<string>().ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static JsonObject Settings(JsonElement rule)
    {
        var settings = new JsonObject { ["metrics-name"] = "m", ["op"] = ">", ["threshold"] = "10", ["period"] = 1, ["count"] = 1 };
        foreach (var property in rule.EnumerateObject())
        {
            settings[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return new() { ["rules"] = new JsonObject { ["a_rule"] = settings } };
    }

    private static AlarmState Check(Bench bench, int minute, bool match)
    {
        bench.Place(new() { Metric = "m", Entity = new() { Scope = Scope.Service, Id0 = "a" }, TimeMs = minute * 60_000L, Integer = match ? 20 : 5 });
        return bench.CheckAt(minute).Select(alarm => alarm.State).DefaultIfEmpty(AlarmState.Unspecified).Single();
    }

    private static List<string> Actual(string fact, List<AlarmState> sent, List<bool> matches) => fact switch
    {
        "firing_sent_at_check" => Numbers(sent, AlarmState.Firing),
        "recovery_sent_at_check" => Numbers(sent, AlarmState.Recovered),
        "states" => States(sent, matches),
        _ => throw new InvalidDataException($"expected \"{fact}\" is not understood"),
    };

    private static List<string> Numbers(List<AlarmState> sent, AlarmState wanted) =>
        [.. from check in sent.Index() where check.Item == wanted select $"{check.Index + 1}"];

    /// <summary>The states of the other system, as far as what was sent tells them.</summary>
    private static List<string> States(List<AlarmState> sent, List<bool> matches)
    {
        var states = new List<string>();
        var isOpen = false;
        foreach (var (state, match) in sent.Zip(matches))
        {
            isOpen = state == AlarmState.Firing || (isOpen && state != AlarmState.Recovered);
            states.Add(state switch
            {
                AlarmState.Firing => "FIRING",
                AlarmState.Recovered => "RECOVERED",
                _ => match ? "SILENCED_FIRING" : isOpen ? "OBSERVING_RECOVERY" : "NORMAL",
            });
        }

        return states;
    }

    private static string? Compare(JsonProperty expected, List<string> actual)
    {
        var wanted = expected.Value.EnumerateArray().Select(item => item.ToString()).ToList();
        return wanted.SequenceEqual(actual) ? null
            : $"{expected.Name}\n  expected: {string.Join(", ", wanted)}\n  actual:   {string.Join(", ", actual)}";
    }
}
