using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Scenarios;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios;

/// <summary>Puts what happened in a test into the words of its file.</summary>
internal sealed class Happenings(ScenarioClock clock)
{
    public Happening Of(ProcessingRecord record)
    {
        var isOfAlarm = record.AlarmId.Length > 0;
        var state = isOfAlarm ? StateWord.Of(record.AlarmState) : "";
        var status = StatusWord.Of(record.Status);
        var who = record.Receiver.Length > 0 ? $" {record.Receiver}" : "";
        var what = isOfAlarm ? $": {record.RuleName} {record.Name} {state}" : "";
        return new Happening(
            record.ReceivedMs,
            $"{clock.Tell(record.ReceivedMs)} {status} {(record.Policy.Length > 0 ? record.Policy + "/" : "")}{record.Package}{who}{what} ({record.Reason})",
            Values(
                ("at", Time(record.ReceivedMs)),
                ("ended", Time(record.EndedMs)),
                ("policy", record.Policy),
                ("package", record.Package),
                ("receiver", record.Receiver),
                ("rule", record.RuleName),
                ("entity", record.Name),
                ("state", state),
                ("status", status),
                ("reason", record.Reason),
                ("cause", record.Cause),
                ("outcome", record.Outcome),
                ("level", LevelWord.Of(record.Level)),
                ("count", record.Count.ToString(CultureInfo.InvariantCulture)),
                ("by", record.By.Length > 0 ? record.By : record.AnsweredBy)));
    }

    /// <param name="message">The message.</param>
    /// <param name="texts">As it goes out, and the texts in it.</param>
    public Happening Of(ToldMessage message, ImmutableArray<string> texts)
    {
        var kind = message.Errand.KindCase switch
        {
            Errand.KindOneofCase.Summary => "summary",
            Errand.KindOneofCase.Question => "question",
            _ => "alarm",
        };
        var count = message.Alarms.Length + (int)(message.Errand.Summary?.More ?? 0);
        var values = Values(
            ("at", Time(message.AtMs)),
            ("receiver", message.Receiver),
            ("kind", kind),
            ("policy", message.Errand.Policy),
            ("package", message.Errand.Package),
            ("alarms", count.ToString(CultureInfo.InvariantCulture)));
        var text = texts.IsEmpty ? "" : texts[^1].ReplaceLineEndings(" ");
        return new Happening(
            message.AtMs,
            $"{clock.Tell(message.AtMs)} {kind} to {message.Receiver}: {text}",
            values.Add("text", texts).Add("contains", texts).Add("lacks", texts));
    }

    /// <param name="line">The line.</param>
    /// <param name="alarm">What it is about; null if that isn't known.</param>
    public Happening Of(StoryLine line, AlarmMessage? alarm) => new(
        line.TimeMs,
        $"{clock.Tell(line.TimeMs)} {line.Reason} {line.Policy} {alarm?.RuleName} {alarm?.Name}: {line.Sentence}",
        Values(
            ("at", Time(line.TimeMs)),
            ("policy", line.Policy),
            ("package", line.Package),
            ("reason", line.Reason),
            ("rule", alarm?.RuleName ?? ""),
            ("entity", alarm?.Name ?? "")));

    private string Time(long timeMs) => timeMs == 0 ? "" : clock.Tell(timeMs);

    private static ImmutableDictionary<string, ImmutableArray<string>> Values(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var values = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        foreach (var (name, value) in fields)
        {
            values.Add(name, [value]);
        }

        return values.ToImmutable();
    }
}
