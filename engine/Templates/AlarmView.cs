using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>Puts what is to be told into names fit for people. docs/templates.md lists them all.</summary>
internal sealed class AlarmView(TemplateInput input, RenderBudget budget)
{
    /// <summary>What a template sees at its beginning: the alarm, or what all alarms of a digest have in common.</summary>
    public ViewObject Root()
    {
        var alarm = input.Alarms.Length == 1 ? input.Alarms[0] : CommonAlarm.Of(input.Alarms);
        var view = Of(alarm, input.Alarms);
        view["message"] = input.Message;
        view["isTest"] = input.IsTest;
        view["isReplay"] = input.IsReplay;
        view["isDigest"] = input.IsDigest;
        view["isQuestion"] = input.IsQuestion;
        view["alarmCount"] = input.Alarms.Length + input.More;
        view["more"] = input.More;
        view["alarms"] = new ViewList(budget, input.Alarms.Length, index => Of(input.Alarms[index], [input.Alarms[index]]));
        return view;
    }

    private ViewObject Of(AlarmMessage alarm, ImmutableArray<AlarmMessage> told)
    {
        var words = WordsOf(told);
        var tags = Map((alarm.Tags?.Data ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        var view = new ViewObject(budget)
        {
            ["message"] = Text(alarm.AlarmMessage_),
            ["rule"] = Text(alarm.RuleName),
            ["name"] = Text(alarm.Name),
            ["scope"] = Text(alarm.Scope),
            ["scopeId"] = alarm.ScopeId,
            ["id0"] = Text(alarm.Id0),
            ["id1"] = Text(alarm.Id1),
            ["state"] = AlarmWords.Of(alarm.State),
            ["reason"] = AlarmWords.Of(alarm.Reason),
            ["isRecovery"] = AlarmWords.IsRecovery(alarm),
            ["level"] = tags["level"] is string { Length: > 0 } level ? level : words.Level,
            ["policy"] = Text(words.Policy),
            ["policyLevel"] = words.Level,
            ["package"] = Text(words.Package),
            ["cause"] = Text(words.Cause),
            ["recordId"] = words.RecordId,
            ["tags"] = tags,
            ["attributes"] = Map(alarm.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)),
            ["values"] = new ViewList(budget, alarm.Values.Count, index => Value(alarm.Values[index])),
            ["period"] = alarm.PeriodMinutes,
            ["count"] = alarm.Count,
            ["matched"] = alarm.Matched,
            ["id"] = alarm.Id,
            ["episodeId"] = alarm.EpisodeId,
            ["sequence"] = alarm.Sequence,
            ["ruleVersion"] = alarm.RuleVersion,
            ["links"] = Links(told),
        };
        AddTime(view, "startTime", alarm.StartTime);
        AddTime(view, "recoveryTime", alarm.RecoveryTime);
        AddTime(view, "time", alarm.TimeMs);
        AddFirstValue(view, alarm);
        return view;
    }

    private ErrandWords WordsOf(ImmutableArray<AlarmMessage> told) => input.Errands.IsEmpty ? ErrandWords.None
        : ErrandWords.Common([.. told.Select(alarm => input.Errands.GetValueOrDefault(alarm.Id, ErrandWords.None))]);

    private void AddFirstValue(ViewObject view, AlarmMessage alarm)
    {
        var first = alarm.Values.Count > 0 ? Value(alarm.Values[0]) : null;
        foreach (var name in new[] { "metric", "value", "op", "threshold", "label" })
        {
            view[name] = first?[name];
        }
    }

    private ViewObject Value(ObservedValue value)
    {
        var view = new ViewObject(budget)
        {
            ["metric"] = Text(value.Metric),
            ["value"] = Number(value),
            ["op"] = Text(value.Op),
            ["threshold"] = Text(value.Threshold),
            ["label"] = Text(value.Label),
            ["position"] = value.WhichCase == ObservedValue.WhichOneofCase.Position ? value.Position : null,
            ["rule"] = Text(value.RuleName),
        };
        AddTime(view, "minute", value.MinuteMs);
        return view;
    }

    private static object? Number(ObservedValue value) => value.ValueCase switch
    {
        ObservedValue.ValueOneofCase.Integer => value.Integer,
        ObservedValue.ValueOneofCase.Real => value.Real,
        _ => null,
    };

    private ViewObject Links(ImmutableArray<AlarmMessage> told)
    {
        var view = new ViewObject(budget);
        foreach (var (name, link) in input.Links.All)
        {
            view[name] = () => (object?)link.Render(input with { Alarms = told, Links = TemplateLinks.None }, budget);
        }

        return view;
    }

    private ViewObject Map(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var view = new ViewObject(budget);
        foreach (var (key, value) in pairs)
        {
            view[Text(key)] = Text(value);
        }

        return view;
    }

    /// <summary>0 is no time: such a text is empty.</summary>
    private static void AddTime(ViewObject view, string name, long timeMs)
    {
        view[name] = timeMs == 0 ? "" : AlarmWords.Iso(timeMs);
        view[name + "Ms"] = timeMs == 0 ? null : timeMs;
    }

    private string Text(string text) => input.Clean(text);
}
