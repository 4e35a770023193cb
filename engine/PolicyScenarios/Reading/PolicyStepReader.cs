using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Scenarios;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads the steps of a test, in order: each may move the clock, then something happens.</summary>
internal sealed class PolicyStepReader(Timeline timeline, EntityTable entities, RuleSet? rules, PolicyBook? book)
{
    private static readonly string[] _ofAlarm = ["alarm", "entity", "state", "tags", "hooks", "message", "count"];
    private static readonly string[] _ofAcknowledgement = ["acknowledge", "entity", "by"];
    private static readonly string[] _ofShield = ["shield", "match", "for", "times"];
    private static readonly string[] _ofRun = ["run", "alarm", "entity", "receiver", "by"];
    private static readonly string[] _actions = ["alarm", "metric", "samples", "acknowledge", "shield", "expire", "run"];
    private static readonly string[] _keys = [.. new[] { "at", "advance", "samples", "expire" }
        .Concat(_ofAlarm).Concat(_ofAcknowledgement).Concat(_ofShield).Concat(_ofRun).Concat(SeriesReader.Keys).Distinct()];

    private readonly SeriesReader _series = new(timeline, entities);
    private readonly AlarmStepReader _alarms = new(timeline, entities, rules);
    private readonly ShieldStepReader _shields = new(timeline);
    private readonly ImmutableArray<PolicyEvent>.Builder _events = ImmutableArray.CreateBuilder<PolicyEvent>();

    public ImmutableArray<PolicyEvent> Events => _events.ToImmutable();

    public bool HasSamples { get; private set; }

    public void Read(YamlNode node, Problems problems)
    {
        if (Section.Open(node, node, "a step", _keys, problems) is not { } step)
        {
            return;
        }

        new StepClock(timeline).Move(step);
        var actions = _actions.Where(action => step.Has(action) && !(action == "alarm" && step.Has("run"))).ToList();
        if (actions.Count > 1)
        {
            problems.Error(node, "several-actions", $"a step does one thing, not {string.Join(" and ", actions)}; make them steps of their own");
        }
        else if (actions.Count == 0 && !step.Has("at") && !step.Has("advance"))
        {
            problems.Error(node, "missing-key", $"a step needs one of at, advance, {string.Join(", ", _actions)}");
        }
        else
        {
            Act(actions.FirstOrDefault(), step, node);
        }
    }

    private void Act(string? action, Section step, YamlNode node)
    {
        switch (action)
        {
            case "alarm":
                Only(step, action, _ofAlarm);
                _events.AddRange(_alarms.Read(step, node.Line));
                break;
            case "metric":
                Only(step, action, SeriesReader.Keys);
                Play([step], step);
                break;
            case "samples":
                Only(step, action, ["samples"]);
                Play(Together(step), step);
                break;
            case "acknowledge":
                Only(step, action, _ofAcknowledgement);
                Acknowledge(step, node);
                break;
            case "shield":
                Only(step, action, _ofShield);
                Add(_shields.Read(step, node.Line));
                break;
            case "expire":
                Only(step, action, ["expire"]);
                Add(_shields.Expire(step, node.Line));
                break;
            case "run":
                Only(step, action, _ofRun);
                Run(step, node);
                break;
            default:
                Only(step, "a move of the clock", []);
                break;
        }
    }

    private void Add(PolicyEvent? happening)
    {
        if (happening is not null)
        {
            _events.Add(happening);
        }
    }

    private static void Only(Section step, string action, IReadOnlyCollection<string> keys)
    {
        foreach (var (key, _) in step.Entries.Where(entry => entry.Key.Text is not ("at" or "advance") && _keys.Contains(entry.Key.Text) && !keys.Contains(entry.Key.Text)))
        {
            step.Problems.Error(key, "unknown-key", $"'{key.Text}' doesn't go with {action}");
        }
    }

    private void Play(IEnumerable<Section> sections, Section step)
    {
        HasSamples = true;
        if (rules is null)
        {
            step.Problems.Error(step.At(step.Has("metric") ? "metric" : "samples"), "no-rules", "samples need rules: 'rules' or 'rules-file'");
        }

        var endMs = sections.Select(_series.Read).Append(timeline.NowMs).Max();
        if (endMs > timeline.NowMs && timeline.MoveTo(endMs) is { } error)
        {
            step.Problems.Error(step.At("values"), "too-long", error);
        }
    }

    private static List<Section> Together(Section step)
    {
        if (step.Find("samples") is YamlSequence list)
        {
            return [.. list.Items.Select(item => Section.Open(item, item, "a sample", SeriesReader.Keys, step.Problems)).OfType<Section>()];
        }

        step.Problems.Error(step.At("samples"), "wrong-type", "'samples' is a list of samples and series that run side by side");
        return [];
    }

    private void Acknowledge(Section step, YamlNode node)
    {
        var rule = step.Required("acknowledge");
        var entity = step.Required("entity");
        if (rule is not null && entity is not null)
        {
            _alarms.CheckRule(rule, step.Problems);
            _events.Add(new AcknowledgeEvent(timeline.NowMs, node.Line, rule.Text, entities.Use(entity.Text), step.Text("by") ?? "somebody"));
        }
    }

    private void Run(Section step, YamlNode node)
    {
        var rule = step.Scalar("alarm");
        var entity = step.Scalar("entity");
        if (rule is null != entity is null)
        {
            step.Problems.Error(step.At("run"), "missing-key", "a run is about the alarm of a rule for an entity: 'alarm' and 'entity', or neither");
        }

        var package = Packages.Find(step, "run", book);
        if (package is { Type: PackageType.Notification } && !step.Has("receiver"))
        {
            step.Problems.Error(step.At("run"), "missing-key", $"'{package.Name}' is a notification: 'receiver' says who is told");
        }

        if (package is not null)
        {
            (string, Entity)? about = rule is null || entity is null ? null : (rule.Text, entities.Use(entity.Text));
            _events.Add(new RunEvent(timeline.NowMs, node.Line, package, step.Text("receiver") ?? "", about, step.Text("by") ?? "somebody"));
        }
    }
}
