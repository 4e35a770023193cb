using System.Collections.Immutable;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Policies.Reading;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Scenarios;
using Tocsin.V1;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads how packages end and how questions are answered.</summary>
internal sealed class ScriptReader(EntityTable entities, PolicyBook? book)
{
    private static readonly string[] _pattern = ["package", "policy", "receiver", "entity", "times", "after"];

    private static readonly Dictionary<string, OutcomeResult> _results = new()
    {
        ["success"] = OutcomeResult.Success,
        ["failure"] = OutcomeResult.Failure,
        ["partial"] = OutcomeResult.Partial,
        ["none"] = OutcomeResult.Unspecified,
    };

    private static readonly Dictionary<string, bool> _answers = new() { ["approve"] = true, ["reject"] = false };

    public ImmutableArray<ScriptedOutcome> Outcomes(Section test) =>
        [.. SectionList.Open(test, "outcomes", "an outcome of packages", [.. _pattern, "result", "reason"]).Select(Outcome)];

    public ImmutableArray<ScriptedAnswer> Answers(Section test) =>
        [.. SectionList.Open(test, "answers", "an answer to questions", [.. _pattern.Where(key => key != "receiver"), "answer", "by"]).Select(Answer)];

    private ScriptedOutcome Outcome(Section section)
    {
        section.Required("result");
        var result = section.Choice("result", _results) ?? OutcomeResult.Success;
        return new ScriptedOutcome(Pattern(section), result, section.Text("reason") ?? (result == OutcomeResult.Success ? "ok" : "failed"), After(section));
    }

    private ScriptedAnswer Answer(Section section)
    {
        section.Required("answer");
        return new ScriptedAnswer(Pattern(section), section.Choice("answer", _answers) ?? true, section.Text("by") ?? "somebody", After(section));
    }

    private CommandPattern Pattern(Section section)
    {
        Packages.Find(section, "package", book);
        return new CommandPattern
        {
            Package = section.Text("package"),
            Policy = section.Text("policy"),
            Receiver = section.Text("receiver"),
            Entity = section.Text("entity") is { } name ? entities.Use(name) : null,
            Times = section.Whole("times", 1, int.MaxValue),
        };
    }

    private static long After(Section section)
    {
        if (section.Scalar("after") is not { } after)
        {
            return 0;
        }

        if (ScenarioClock.ReadDuration(after.Text) is { } ms and >= 0)
        {
            return ms;
        }

        section.Problems.Error(after, "not-a-duration", $"'after' is a duration such as 30s or 5m, not '{after.Text}'");
        return 0;
    }
}
