using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Scenarios;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads alarms in short: what isn't said is as the rule would have it. An alarm goes on with the episode of its rule and entity until that has recovered or is closed.</summary>
internal sealed class AlarmStepReader(Timeline timeline, EntityTable entities, RuleSet? rules)
{
    private const int MostAtOnce = 10_000;
    private readonly HashSet<string> _rules = [.. rules?.Rules.Select(rule => rule.Name) ?? [], .. rules?.Composites.Select(rule => rule.Name) ?? []];
    private readonly Dictionary<(string Rule, string Entity), AlarmMessage> _open = [];
    private int _number;

    public List<AlarmEvent> Read(Section step, int line)
    {
        var rule = step.Required("alarm");
        var name = step.Required("entity");
        var state = step.Choice("state", StateWord.All) ?? AlarmState.Firing;
        var count = step.Whole("count", 1, MostAtOnce);
        var (tags, hooks, message) = (step.Pairs("tags"), step.Texts("hooks"), step.Text("message"));
        if (rule is null || name is null)
        {
            return [];
        }

        CheckRule(rule, step.Problems);
        var events = new List<AlarmEvent>();
        foreach (var entity in count is { } many ? Enumerable.Range(1, many).Select(number => $"{name.Text}-{number}") : [name.Text])
        {
            var alarm = Alarm(rule.Text, entity, state);
            foreach (var (key, value) in tags)
            {
                alarm.Tags.Data.Add(new KeyStringValuePair { Key = key, Value = value });
            }

            if (step.Has("hooks"))
            {
                alarm.Hooks.Clear();
                alarm.Hooks.Add(hooks.Select(hook => hook.Text));
            }

            alarm.AlarmMessage_ = message ?? "";
            ExampleAlarm.Complete(alarm, rules);
            events.Add(new AlarmEvent(timeline.NowMs, line, alarm));
        }

        return events;
    }

    /// <summary>Somebody else's alarms are of no rule, so that is only warned of.</summary>
    public void CheckRule(YamlScalar rule, Problems problems)
    {
        if (rules is not null && !_rules.Contains(rule.Text))
        {
            problems.Warn(rule, "unknown-rule", $"there is no rule '{rule.Text}'{Spelling.Hint(rule.Text, _rules)}");
        }
    }

    private AlarmMessage Alarm(string rule, string name, AlarmState state)
    {
        var entity = entities.Use(name);
        var alarm = ExampleAlarm.Of(rule, rules);
        ExampleAlarm.SetScope(alarm, Wording.Upper(entity.Scope.ToString()));
        var first = _open.GetValueOrDefault((rule, name));
        alarm.Id = $"alarm-{++_number}";
        alarm.Name = entity.Name;
        alarm.Id0 = entity.Id0;
        alarm.Id1 = entity.Id1;
        alarm.Attributes.Add(entity.Attributes);
        alarm.State = state;
        alarm.TimeMs = timeline.NowMs;
        alarm.EpisodeId = first?.EpisodeId ?? alarm.Id;
        alarm.StartTime = first?.StartTime ?? timeline.NowMs;
        if (state is AlarmState.Recovered or AlarmState.Closed)
        {
            alarm.RecoveryTime = timeline.NowMs;
            _open.Remove((rule, name));
        }
        else
        {
            _open.TryAdd((rule, name), alarm);
        }

        return alarm;
    }
}
