using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads the tests of a file, which share its settings, its start and its entities.</summary>
internal sealed class PolicyTestReader(string file, (RuleSet? Rules, RoutingSettings Dispatch, PolicyBook Book)? settings, ScenarioClock clock, EntityTable entities)
{
    private static readonly string[] _keys =
        ["name", "start", "entities", "steps", "outcomes", "answers", "expect", "expect-at-least", "messages", "stories"];

    private readonly Dictionary<string, int> _names = [];

    /// <summary>Null if something in it is missing or wrong, which the problems then say.</summary>
    public PolicyScenario? Read(YamlNode node, Problems problems)
    {
        if (Section.Open(node, node, "a test", _keys, problems) is not { } test)
        {
            return null;
        }

        var name = Name(test);
        var known = new EntityTable(entities);
        known.Declare(test, "entities");
        var timeline = new Timeline(TestReader.Start(test, clock));
        var steps = new PolicyStepReader(timeline, known, settings?.Rules, settings?.Book);
        ReadSteps(test, steps);
        var script = new ScriptReader(known, settings?.Book);
        var expectations = new PolicyExpectationReader(timeline.Clock, known);
        var (outcomes, answers) = (script.Outcomes(test), script.Answers(test));
        var decisions = Decisions(test, expectations);
        var (messages, stories) = (expectations.Messages(test), expectations.Stories(test));
        var endMs = timeline.NowMs;
        timeline.MoveTo(endMs + (settings?.Rules?.GraceMs ?? 0));
        return name is null || settings is not var (rules, dispatch, book) ? null : new PolicyScenario
        {
            Name = name.Text,
            File = file,
            Line = node.Line,
            StartMs = timeline.Clock.StartMs,
            EndMs = endMs,
            Rules = rules,
            Dispatch = dispatch,
            Book = book,
            Samples = steps.HasSamples ? timeline.Records : [],
            Events = steps.Events,
            Outcomes = outcomes,
            Answers = answers,
            Decisions = decisions,
            AllowsOtherDecisions = !test.Has("expect"),
            Messages = messages,
            Stories = stories,
        };
    }

    private static ImmutableArray<Expectation> Decisions(Section test, PolicyExpectationReader expectations)
    {
        if (!test.Has("expect") && !test.Has("expect-at-least") && !test.Has("messages") && !test.Has("stories"))
        {
            test.Problems.Error(test.At("expect"), "missing-key", "a test needs 'expect' ([] for nothing), 'expect-at-least', 'messages' or 'stories'");
        }
        else if (test.Has("expect") && test.Has("expect-at-least"))
        {
            test.Problems.Error(test.At("expect-at-least"), "several-expectations", "a test has 'expect' or 'expect-at-least', not both");
        }

        return expectations.Decisions(test, test.Has("expect") ? "expect" : "expect-at-least");
    }

    private YamlScalar? Name(Section test)
    {
        var name = test.Required("name");
        if (name is not null && !_names.TryAdd(name.Text, name.Line))
        {
            test.Problems.Error(name, "duplicate-test", $"the test in line {_names[name.Text]} is called '{name.Text}' already");
        }

        return name;
    }

    private static void ReadSteps(Section test, PolicyStepReader steps)
    {
        switch (test.Find("steps"))
        {
            case YamlSequence list:
                foreach (var step in list.Items)
                {
                    steps.Read(step, test.Problems);
                }

                break;
            case var other:
                test.Problems.Error(test.At("steps"), other is null ? "missing-key" : "wrong-type", "a test needs 'steps', a list of them");
                break;
        }
    }
}
