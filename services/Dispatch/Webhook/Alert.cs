using System.Text.RegularExpressions;
using Tocsin.Dispatch.Channels;
using Tocsin.Engine.Templates;
using Tocsin.V1;

namespace Tocsin.Dispatch.Webhook;

/// <summary>An alarm in the words of Prometheus: labels say which, annotations say what.</summary>
internal sealed partial record Alert(AlarmMessage Alarm, SortedDictionary<string, string> Labels, SortedDictionary<string, string> Annotations)
{
    public bool IsResolved => AlarmWords.IsRecovery(Alarm);

    /// <summary>What doesn't change from firing to recovery. Tags and attributes can't replace what names the alert.</summary>
    public static SortedDictionary<string, string> LabelsOf(AlarmMessage alarm)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in alarm.Attributes.Concat((alarm.Tags?.Data ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value))))
        {
            Add(labels, Name(key), value);
        }

        Add(labels, "severity", AlarmWords.Tag(alarm, "level").ToLowerInvariant());
        Add(labels, "id0", alarm.Id0);
        Add(labels, "id1", alarm.Id1);
        Add(labels, "scope", alarm.Scope);
        Add(labels, "entity", alarm.Name);
        Add(labels, "alertname", alarm.RuleName);
        return labels;
    }

    public static SortedDictionary<string, string> AnnotationsOf(AlarmMessage alarm, OutgoingMessage message)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(annotations, "summary", ChatText.Mark(message) + alarm.AlarmMessage_);
        Add(annotations, "state", AlarmWords.Of(alarm.State));
        Add(annotations, "episode", alarm.EpisodeId);
        if (alarm.Values.Count > 0)
        {
            var first = alarm.Values[0];
            Add(annotations, "value", Number(first));
            Add(annotations, "threshold", $"{first.Op} {first.Threshold}".Trim());
        }

        var words = message.Errands.GetValueOrDefault(alarm.Id, ErrandWords.None);
        Add(annotations, "policy", words.Policy);
        Add(annotations, "level", words.Level);
        Add(annotations, "package", words.Package);
        Add(annotations, "cause", words.Cause);
        Add(annotations, "record", words.RecordId);
        Add(annotations, "answer", message.AnswerUrl);
        Add(annotations, "test", message.IsTest ? "true" : "");
        Add(annotations, "replay", message.IsReplay ? "true" : "");
        return annotations;
    }

    private static string Number(ObservedValue value) => value.ValueCase switch
    {
        ObservedValue.ValueOneofCase.Integer => FormattableString.Invariant($"{value.Integer}"),
        ObservedValue.ValueOneofCase.Real => FormattableString.Invariant($"{value.Real}"),
        _ => "",
    };

    /// <summary>An empty label is no label.</summary>
    private static void Add(SortedDictionary<string, string> labels, string name, string value)
    {
        if (value.Length > 0)
        {
            labels[name] = value;
        }
    }

    private static string Name(string key)
    {
        var name = NotOfAName().Replace(key, "_");
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex NotOfAName();
}
