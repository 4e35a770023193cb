using System.Text.Json;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Webhook;

/// <summary>
/// An alarm as SkyWalking's webhooks have it, to the byte: its fields first, in its order, escaped as Gson escapes. Ours follow where they say something,
/// so an alarm without them is SkyWalking's own.
/// </summary>
internal static class AlarmJson
{
    public static void Write(Utf8JsonWriter writer, AlarmMessage alarm, OutgoingMessage message)
    {
        writer.WriteStartObject();
        writer.WriteNumber("scopeId", alarm.ScopeId);
        Text(writer, "scope", alarm.Scope);
        Text(writer, "name", alarm.Name);
        Text(writer, "id0", alarm.Id0);
        Text(writer, "id1", alarm.Id1);
        Text(writer, "ruleName", alarm.RuleName);
        Text(writer, "alarmMessage", ChatText.Mark(message) + alarm.AlarmMessage_);
        WriteTags(writer, alarm);
        writer.WriteNumber("startTime", alarm.StartTime);
        WriteOurs(writer, alarm);
        WriteValues(writer, alarm);
        WriteErrand(writer, alarm, message);
        WriteMarks(writer, message);
        writer.WriteEndObject();
    }

    /// <summary>Only where they are true.</summary>
    public static void WriteMarks(Utf8JsonWriter writer, OutgoingMessage message)
    {
        if (message.IsTest)
        {
            writer.WriteBoolean("test", true);
        }

        if (message.IsReplay)
        {
            writer.WriteBoolean("replay", true);
        }
    }

    /// <summary>Why it is told, where a policy says so; and where to answer what is asked.</summary>
    private static void WriteErrand(Utf8JsonWriter writer, AlarmMessage alarm, OutgoingMessage message)
    {
        var words = message.Errands.GetValueOrDefault(alarm.Id, ErrandWords.None);
        TextIfAny(writer, "policy", words.Policy);
        TextIfAny(writer, "policyLevel", words.Level);
        TextIfAny(writer, "package", words.Package);
        TextIfAny(writer, "cause", words.Cause);
        TextIfAny(writer, "recordId", words.RecordId);
        NumberIfAny(writer, "more", message.More);
        if (message.Asks?.Question is { } question)
        {
            writer.WriteBoolean("question", true);
            NumberIfAny(writer, "answerUntil", question.UntilMs);
            TextIfAny(writer, "answerUrl", message.AnswerUrl);
        }
    }

    private static void WriteTags(Utf8JsonWriter writer, AlarmMessage alarm)
    {
        if (alarm.Tags is not { Data.Count: > 0 } tags)
        {
            return;
        }

        writer.WriteStartArray("tags");
        foreach (var tag in tags.Data)
        {
            writer.WriteStartObject();
            Text(writer, "key", tag.Key);
            Text(writer, "value", tag.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOurs(Utf8JsonWriter writer, AlarmMessage alarm)
    {
        TextIfAny(writer, "id", alarm.Id);
        NumberIfAny(writer, "recoveryTime", alarm.RecoveryTime);
        TextIfAny(writer, "state", AlarmWords.Of(alarm.State));
        TextIfAny(writer, "reason", AlarmWords.Of(alarm.Reason));
        TextIfAny(writer, "episodeId", alarm.EpisodeId);
        NumberIfAny(writer, "sequence", alarm.Sequence);
        NumberIfAny(writer, "time", alarm.TimeMs);
        TextIfAny(writer, "ruleVersion", alarm.RuleVersion);
        NumberIfAny(writer, "period", alarm.PeriodMinutes);
        NumberIfAny(writer, "count", alarm.Count);
        NumberIfAny(writer, "matched", alarm.Matched);
        if (alarm.Attributes.Count > 0)
        {
            writer.WriteStartObject("attributes");
            foreach (var (key, value) in alarm.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Text(writer, key, value);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteValues(Utf8JsonWriter writer, AlarmMessage alarm)
    {
        if (alarm.Values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("values");
        foreach (var value in alarm.Values)
        {
            writer.WriteStartObject();
            Text(writer, "metric", value.Metric);
            WriteNumber(writer, value);
            TextIfAny(writer, "label", value.Label);
            if (value.WhichCase == ObservedValue.WhichOneofCase.Position)
            {
                writer.WriteNumber("position", value.Position);
            }

            NumberIfAny(writer, "minute", value.MinuteMs);
            TextIfAny(writer, "op", value.Op);
            TextIfAny(writer, "threshold", value.Threshold);
            TextIfAny(writer, "ruleName", value.RuleName);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>JSON has no word for what is not a finite number.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, ObservedValue value)
    {
        if (value.ValueCase == ObservedValue.ValueOneofCase.Integer)
        {
            writer.WriteNumber("value", value.Integer);
        }
        else if (value.ValueCase == ObservedValue.ValueOneofCase.Real && double.IsFinite(value.Real))
        {
            writer.WriteNumber("value", value.Real);
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonText.QuoteForHtml(value), skipInputValidation: true);
    }

    private static void TextIfAny(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            Text(writer, name, value);
        }
    }

    private static void NumberIfAny(Utf8JsonWriter writer, string name, long number)
    {
        if (number != 0)
        {
            writer.WriteNumber(name, number);
        }
    }
}
