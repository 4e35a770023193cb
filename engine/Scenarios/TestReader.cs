using System.Collections.Frozen;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads the tests of a file, which share its rules, its start and its entities.</summary>
internal sealed class TestReader(string file, RuleSet? rules, ScenarioClock clock, EntityTable entities, SettingsSource settings)
{
    private static readonly string[] _keys =
        ["name", "start", "entities", "steps", "expect", "expect-at-least", "only-rules", "expect-rejected"];

    private readonly Dictionary<string, int> _names = [];

    /// <summary>Null if something in it is missing or wrong, which the problems then say.</summary>
    public Scenario? Read(YamlNode node, Problems problems)
    {
        if (Section.Open(node, node, "a test", _keys, problems) is not { } test)
        {
            return null;
        }

        var name = Name(test);
        var known = new EntityTable(entities);
        known.Declare(test, "entities");
        var timeline = new Timeline(Start(test, clock));
        var steps = ReadSteps(test, timeline, known);
        var all = rules is null || !steps.KnowsRules ? null : new List<RuleSet> { rules }.Concat(steps.Applied).ToList();
        CheckMetrics(steps, all, problems);
        var expectations = new ExpectationReader(timeline.Clock, known, all is null ? null : RuleNames(all));
        CheckExpect(test);
        var alarms = expectations.Alarms(test, test.Has("expect-at-least") ? "expect-at-least" : "expect");
        var rejections = expectations.Rejections(test, "expect-rejected");
        var onlyRules = expectations.Rules(test, "only-rules");
        Finish(timeline, all);
        return name is null || all is null ? null : new()
        {
            Name = name.Text,
            File = file,
            Line = node.Line,
            StartMs = timeline.Clock.StartMs,
            Rules = all[0],
            LaterRules = steps.Applied.DistinctBy(later => later.Version).ToFrozenDictionary(later => later.Version),
            Records = timeline.Records,
            Alarms = alarms,
            Rejections = rejections,
            AllowsOthers = test.Has("expect-at-least"),
            OnlyRules = onlyRules,
            EntityNames = known.NamesByIdentity,
        };
    }

    /// <summary>The clock of the section's own start, if it gives one.</summary>
    public static ScenarioClock Start(Section section, ScenarioClock otherwise)
    {
        if (section.Scalar("start") is not { } start)
        {
            return otherwise;
        }

        if (ScenarioClock.StartingAt(start.Text) is { } clock)
        {
            return clock;
        }

        section.Problems.Error(start, "not-a-time", $"'start' is a time such as 10:00 or 2026-01-01T10:00:00Z, not '{start.Text}'");
        return otherwise;
    }

    private YamlScalar? Name(Section test)
    {
        if (test.Required("name") is not { } name)
        {
            return null;
        }

        if (!_names.TryAdd(name.Text, name.Line))
        {
            test.Problems.Error(name, "duplicate-test", $"the test in line {_names[name.Text]} is called '{name.Text}' already");
        }

        return name;
    }

    private StepReader ReadSteps(Section test, Timeline timeline, EntityTable known)
    {
        var reader = new StepReader(timeline, known, settings);
        if (test.Find("steps") is not YamlSequence steps)
        {
            test.Problems.Error(test.At("steps"), test.Has("steps") ? "wrong-type" : "missing-key", "a test needs 'steps', a list of what happens");
            return reader;
        }

        foreach (var step in steps.Items)
        {
            reader.Read(step, test.Problems);
        }

        return reader;
    }

    private static void CheckExpect(Section test)
    {
        if (test.Has("expect") == test.Has("expect-at-least"))
        {
            test.Problems.Error(test.At("expect"), "missing-key", test.Has("expect")
                ? "a test has either 'expect' or 'expect-at-least'"
                : "a test needs 'expect', the list of all alarms it raises, [] for none; or 'expect-at-least', where others may come too");
        }
    }

    private static void CheckMetrics(StepReader steps, List<RuleSet>? all, Problems problems)
    {
        var used = all?.SelectMany(rules => rules.Rules).Select(rule => rule.Metric).ToHashSet();
        foreach (var metric in steps.Metrics.Where(metric => used?.Contains(metric.Text) == false))
        {
            problems.Warn(metric, "unused-metric", $"no rule uses the metric '{metric.Text}'{Spelling.Hint(metric.Text, used!)}");
        }
    }

    /// <summary>Lets the clock run on until the last minute that ended is checked.</summary>
    private static void Finish(Timeline timeline, List<RuleSet>? all)
    {
        if (all is not null)
        {
            timeline.MoveTo(timeline.NowMs + all[^1].GraceMs);
        }
    }

    private static HashSet<string> RuleNames(IEnumerable<RuleSet> all) =>
        [.. all.SelectMany(rules => rules.Rules.Select(rule => rule.Name).Concat(rules.Composites.Select(composite => composite.Name)))];
}
