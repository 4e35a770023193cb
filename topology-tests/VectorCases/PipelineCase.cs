using System.Text.Json;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Runs the steps of a case of kind "pipeline" and compares what every check sent.</summary>
internal static class PipelineCase
{
    private static readonly string[] _valueKeys = ["minute", "entity", "value", "metric"];

    /// <summary>What differs, or null.</summary>
    public static string? Run(JsonElement @case)
    {
        var bench = new Bench(SettingsText.Read(@case.GetProperty("rule")));
        var samples = new VectorSamples(@case);
        var checks = @case.GetProperty("steps").EnumerateArray().Select(step => Run(step, bench, samples)).OfType<List<AlarmMessage>>().ToList();
        var expected = @case.GetProperty("expected").EnumerateArray().ToList();
        if (checks.Count != expected.Count)
        {
            throw new InvalidDataException($"{checks.Count} checks, but {expected.Count} expected lists");
        }

        var differences = checks.Select((sent, index) => Compare(index + 1, sent, expected[index])).OfType<string>().ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    /// <summary>The alarms of a check; null for any other step.</summary>
    private static List<AlarmMessage>? Run(JsonElement step, Bench bench, VectorSamples samples)
    {
        var keys = step.EnumerateObject().Select(property => property.Name).ToList();
        switch (keys)
        {
            case ["check_at_minute"]:
                return bench.CheckAt(Minutes.Of(step.GetProperty("check_at_minute")));
            case ["check"] when step.GetProperty("check").GetString() == "without_moving_window":
                return bench.CheckInPlace();
            case ["move_to"]:
                bench.MoveTo(Minutes.Of(step.GetProperty("move_to")));
                return null;
            case ["rules_update"]:
                bench.Activate(SettingsText.Read(step.GetProperty("rules_update")));
                return null;
            case { } when keys.Contains("value") && keys.All(_valueKeys.Contains):
                bench.Place(samples.From(step));
                return null;
            default:
                throw new InvalidDataException($"step {step} is not understood");
        }
    }

    private static string? Compare(int check, List<AlarmMessage> alarms, JsonElement json)
    {
        var expected = Sort(json.EnumerateArray().Select(Sent.From));
        var fired = Sort(alarms.Where(alarm => alarm.State == AlarmState.Firing).Select(alarm => Sent.From(alarm, FindExpected(alarm, expected))));
        return expected.SequenceEqual(fired) ? null
            : $"check {check}\n  expected: {string.Join("; ", expected)}\n  sent:     {string.Join("; ", fired)}";
    }

    private static Sent? FindExpected(AlarmMessage alarm, List<Sent> expected) =>
        expected.FirstOrDefault(sent => sent.Rule == alarm.RuleName && sent.Id0 == alarm.Id0 && sent.Id1 == alarm.Id1);

    private static List<Sent> Sort(IEnumerable<Sent> alarms) =>
    [
        .. alarms.OrderBy(alarm => alarm.Rule, StringComparer.Ordinal)
            .ThenBy(alarm => alarm.Id0, StringComparer.Ordinal)
            .ThenBy(alarm => alarm.Id1, StringComparer.Ordinal),
    ];
}
