using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads the steps of a test, in order: each may move the clock, then sends samples or changes the rules.</summary>
internal sealed class StepReader(Timeline timeline, EntityTable entities, SettingsSource settings)
{
    private static readonly string[] _keys = ["at", "advance", "samples", "apply", "apply-file", .. SeriesReader.Keys];
    private static readonly string[] _actions = ["samples", "apply", "apply-file", "metric"];
    private readonly SeriesReader _series = new(timeline, entities);
    private readonly List<RuleSet> _applied = [];

    /// <summary>In the order they come into force.</summary>
    public IReadOnlyList<RuleSet> Applied => _applied;

    /// <summary>False if a rule change could not be read: then the names of the rules aren't known.</summary>
    public bool KnowsRules { get; private set; } = true;

    public IEnumerable<YamlScalar> Metrics => _series.Metrics;

    public void Read(YamlNode node, Problems problems)
    {
        if (Section.Open(node, node, "a step", _keys, problems) is not { } step)
        {
            return;
        }

        new StepClock(timeline).Move(step);
        switch (_actions.Where(action => action == "metric" ? SeriesReader.Keys.Any(step.Has) : step.Has(action)).ToList())
        {
            case []:
                RefuseIdle(step, node);
                break;
            case ["metric"]:
                EndAt(_series.Read(step), step, "values");
                break;
            case ["samples"]:
                ReadTogether(step);
                break;
            case ["apply"]:
                Apply(settings.Inline(step.Find("apply")!), step, "apply");
                break;
            case ["apply-file"]:
                Apply(settings.Named(step, "apply-file"), step, "apply-file");
                break;
            case var several:
                problems.Error(node, "several-actions", $"a step does one thing, not {string.Join(" and ", several)}; make them steps of their own");
                break;
        }
    }

    private static void RefuseIdle(Section step, YamlNode node)
    {
        if (!step.Has("at") && !step.Has("advance"))
        {
            step.Problems.Error(node, "missing-key", $"a step needs one of at, advance, {string.Join(", ", _actions)}");
        }
    }

    /// <summary>Series side by side; the step ends with the longest.</summary>
    private void ReadTogether(Section step)
    {
        if (step.Find("samples") is not YamlSequence list)
        {
            step.Problems.Error(step.At("samples"), "wrong-type", "'samples' is a list of samples and series that run side by side");
            return;
        }

        var sections = list.Items.Select(item => Section.Open(item, item, "a sample", SeriesReader.Keys, step.Problems)).OfType<Section>();
        var endMs = sections.Select(_series.Read).Append(timeline.NowMs).Max();
        EndAt(endMs, step, "samples");
    }

    private void EndAt(long endMs, Section step, string key)
    {
        if (endMs > timeline.NowMs && timeline.MoveTo(endMs) is { } error)
        {
            step.Problems.Error(step.At(key), "too-long", error);
        }
    }

    private void Apply(RuleSet? rules, Section step, string key)
    {
        if (rules is null)
        {
            KnowsRules = false;
            return;
        }

        _applied.Add(rules);
        if (timeline.Add(timeline.NowMs, new() { Activation = new RuleSetActivated { Version = rules.Version } }) is { } error)
        {
            step.Problems.Error(step.At(key), "too-long", error);
        }
    }
}
