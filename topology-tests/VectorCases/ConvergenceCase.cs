using System.Globalization;
using System.Text.Json;
using Tocsin.Engine.Convergence;
using Tocsin.V1;

namespace Tocsin.TopologyTests.VectorCases;

/// <summary>Runs a case of the convergence vectors and compares what became of each event, the summaries and the groups.</summary>
internal sealed class ConvergenceCase
{
    private readonly List<ConvergenceEvent> _events;
    private readonly ConvergenceOutput _output;
    private readonly List<SendSummary> _summaries;
    private readonly Dictionary<string, ConvergenceEvent> _eventOf;

    private ConvergenceCase(JsonElement @case)
    {
        _events = [.. @case.GetProperty("events").EnumerateArray().Select(each => new ConvergenceEvent(each, @case.GetProperty("rule")))];
        _eventOf = _events.ToDictionary(each => each.RecordId);
        var play = new ConvergencePlay(_events);
        play.Run();
        _output = play.Output;
        _summaries = [.. _output.Commands.Select(command => command.SendSummary).OfType<SendSummary>()];
    }

    public static bool IsOne(JsonElement @case) =>
        @case.TryGetProperty("events", out _) && @case.TryGetProperty("rule", out var rule) && rule.TryGetProperty("function", out _);

    /// <summary>What differs, or null.</summary>
    public static string? Run(JsonElement @case)
    {
        var played = new ConvergenceCase(@case);
        string?[] differences =
        [
            .. @case.GetProperty("expected").EnumerateArray().Select(played.CompareEvent),
            Compare(@case, "expected_summaries", played._summaries.Select(played.Tell)),
            Compare(@case, "expected_convergences", new ConvergenceGroups(played._events, played._eventOf, played._output).Tell()),
        ];
        return differences.OfType<string>().ToList() is { Count: > 0 } found ? string.Join('\n', found) : null;
    }

    private string? CompareEvent(JsonElement expected)
    {
        var actual = Facts(_events.Single(each => each.Id == expected.GetProperty("id").GetString()));
        var differences = expected.EnumerateObject().Where(fact => actual.GetValueOrDefault(fact.Name) != fact.Value.ToString()).ToList();
        return differences.Count == 0 ? null : $"expected: {expected}\n  actual: {string.Join(", ", actual.Select(fact => $"{fact.Key}: {fact.Value}"))}";
    }

    /// <summary>What became of an event, in the words of the vectors.</summary>
    private Dictionary<string, string> Facts(ConvergenceEvent @event)
    {
        var records = _output.Records.Where(record => record.Id == @event.RecordId).ToList();
        if (records.Count == 0)
        {
            var isMentioned = _output.Stories.Any(story => story.AlarmId == @event.Id);
            return Facts(@event, isMentioned ? "not_created" : "nothing", Seconds(@event.TimeMs));
        }

        var (first, last) = (records[0], records[^1]);
        return first.Status switch
        {
            ProcessingStatus.Running => Facts(@event, "executed", Seconds(first.StartedMs)),
            ProcessingStatus.Skipped => Facts(@event, "skipped", Seconds(first.EndedMs)),
            ProcessingStatus.Shielded => Facts(@event, "shielded", Seconds(first.EndedMs)),
            ProcessingStatus.WaitingForApproval => Facts(@event, "approval", Seconds(first.AskedMs), ("decision", DecisionOf(last)), ("decided_at", Seconds(GoesOnMs(last))), ("then", Then(last))),
            ProcessingStatus.Waiting when last.SummaryId.Length > 0 => SummaryFacts(@event, first, last),
            ProcessingStatus.Waiting => Facts(@event, "waited", Seconds(first.ReceivedMs), ("waited_until", Seconds(GoesOnMs(last))), ("then", Then(last))),
            _ => Facts(@event, first.Status.ToString(), Seconds(first.ReceivedMs)),
        };
    }

    private Dictionary<string, string> SummaryFacts(ConvergenceEvent @event, ProcessingRecord first, ProcessingRecord last)
    {
        var index = _summaries.FindIndex(summary => _output.Records.Any(record => record.Id == last.SummaryId && record.GroupId == summary.GroupId));
        return Facts(
            @event,
            "summarised",
            Seconds(first.ReceivedMs),
            ("summary", $"s{index + 1}"),
            ("summary_at", Seconds(last.EndedMs)),
            ("count", _summaries[index].AlarmCount.ToString(CultureInfo.InvariantCulture)));
    }

    private static Dictionary<string, string> Facts(ConvergenceEvent @event, string result, string at, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var facts = new Dictionary<string, string> { ["id"] = @event.Id, ["result"] = result, ["at"] = at };
        foreach (var (name, value) in more)
        {
            facts.Add(name, value);
        }

        return facts;
    }

    private static string DecisionOf(ProcessingRecord record) => record.AnsweredMs == 0 ? "timeout" : record.StartedMs > 0 ? "approve" : "reject";

    private static string Then(ProcessingRecord record) => record.StartedMs > 0 ? "executed" : "skipped";

    private static long GoesOnMs(ProcessingRecord record) => record.StartedMs > 0 ? record.StartedMs : record.EndedMs;

    private static string Seconds(long timeMs) => (timeMs / 1_000.0).ToString(CultureInfo.InvariantCulture);

    private string Tell(SendSummary summary, int index)
    {
        var members = _output.Records.Where(record => record.Reason == "summarised" && record.SummaryId == RecordOf(summary).Id).Select(record => _eventOf[record.Id].Id);
        var kind = summary.Level == SummaryLevel.Merged ? "business" : "same_dimension";
        return $$"""{"id": "s{{index + 1}}", "at": {{Seconds(RecordOf(summary).ReceivedMs)}}, "kind": "{{kind}}", "count": {{summary.AlarmCount}}, "of_events": [{{string.Join(", ", members.Select(id => $"\"{id}\""))}}]}""";
    }

    private ProcessingRecord RecordOf(SendSummary summary) => _output.Records.First(record => record.SummaryLevel == summary.Level && record.GroupId == summary.GroupId);

    /// <summary>As sets: neither the order of a list nor that of the properties says anything.</summary>
    private static string? Compare(JsonElement @case, string property, IEnumerable<string> actual)
    {
        if (!@case.TryGetProperty(property, out var expected))
        {
            return null;
        }

        var wanted = expected.EnumerateArray().Select(Normalise).Order(StringComparer.Ordinal).ToList();
        var found = actual.Select(text => Normalise(JsonDocument.Parse(text).RootElement)).Order(StringComparer.Ordinal).ToList();
        return wanted.SequenceEqual(found) ? null : $"{property}\n  expected: {string.Join("\n            ", wanted)}\n  actual:   {string.Join("\n            ", found)}";
    }

    private static string Normalise(JsonElement json) => string.Join(", ", json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal).Select(property =>
        $"{property.Name}: {(property.Value.ValueKind == JsonValueKind.Array ? string.Join(' ', property.Value.EnumerateArray().Select(item => item.ToString()).Order(StringComparer.Ordinal)) : property.Value.ToString())}"));
}
