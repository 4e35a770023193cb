using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Policies;
using Tocsin.Engine.Policies.Reading;
using Tocsin.Engine.Routing;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.Engine.Scenarios;

namespace Tocsin.Engine.PolicyScenarios.Reading;

/// <summary>Reads what a test of policies expects.</summary>
internal sealed class PolicyExpectationReader(ScenarioClock clock, EntityTable entities)
{
    private static readonly string[] _always = ["at", "times"];
    private static readonly string[] _ofDecision =
        ["ended", "policy", "package", "receiver", "rule", "entity", "state", "status", "reason", "cause", "outcome", "level", "count", "by"];
    private static readonly string[] _ofMessage = ["receiver", "kind", "policy", "package", "alarms", "text", "contains", "lacks"];
    private static readonly string[] _ofStory = ["policy", "package", "reason", "rule", "entity"];

    private static readonly Dictionary<string, IReadOnlyCollection<string>> _words = new()
    {
        ["state"] = [.. StateWord.All.Keys],
        ["status"] = [.. StatusWord.All.Keys],
        ["level"] = [.. LevelWord.All.Keys],
        ["kind"] = ["alarm", "summary", "question"],
    };

    public ImmutableArray<Expectation> Decisions(Section test, string key) => List(test, key, "an expected decision", _ofDecision);

    /// <summary>Null if the key isn't there.</summary>
    public ImmutableArray<Expectation>? Messages(Section test) => test.Has("messages") ? List(test, "messages", "an expected message", _ofMessage) : null;

    /// <summary>Null if the key isn't there.</summary>
    public ImmutableArray<Expectation>? Stories(Section test) => test.Has("stories") ? List(test, "stories", "an expected line of a story", _ofStory) : null;

    private ImmutableArray<Expectation> List(Section test, string key, string what, string[] keys) =>
        [.. SectionList.Open(test, key, what, [.. _always, .. keys]).Select(section => One(section, keys))];

    private Expectation One(Section section, string[] keys)
    {
        var fields = ImmutableArray.CreateBuilder<ExpectedField>();
        var at = Time(section, "at");
        if (at is { } atMs)
        {
            fields.Add(new ExpectedField("at", clock.Tell(atMs)));
        }

        foreach (var key in keys.Where(section.Has))
        {
            fields.AddRange(Fields(section, key));
        }

        return new Expectation
        {
            Line = section.Entries.IsEmpty ? section.At("").Line : section.Entries[0].Key.Line,
            AtMs = at,
            Times = section.Whole("times", 1, 1_000_000) ?? 1,
            Fields = fields.ToImmutable(),
        };
    }

    private IEnumerable<ExpectedField> Fields(Section section, string key)
    {
        switch (key)
        {
            case "contains" or "lacks":
                return section.Texts(key).Select(text => new ExpectedField(key, text.Text, key == "lacks" ? FieldTest.Lacks : FieldTest.Contains));
            case "ended":
                return Time(section, key) is { } endedMs ? [new ExpectedField(key, clock.Tell(endedMs))] : [];
            case "count" or "alarms":
                return section.Whole(key, 0, int.MaxValue) is { } count ? [new ExpectedField(key, count.ToString(CultureInfo.InvariantCulture))] : [];
            default:
                return section.Scalar(key) is { } text ? [new ExpectedField(key, Word(section, key, text))] : [];
        }
    }

    private string Word(Section section, string key, YamlScalar text)
    {
        if (key == "entity")
        {
            return Entity(section, text);
        }

        if (_words.TryGetValue(key, out var words) && !words.Contains(text.Text))
        {
            section.Problems.Error(text, "unknown-value", $"'{key}' is one of {string.Join(", ", words)}, not '{text.Text}'");
        }

        return text.Text;
    }

    private string Entity(Section section, YamlScalar name)
    {
        if (entities.Find(name.Text) is { } entity)
        {
            return entity.Name;
        }

        section.Problems.Error(name, "unknown-entity", $"no entity '{name.Text}' is declared or has alarms or samples in this test{Spelling.Hint(name.Text, entities.Names)}");
        return name.Text;
    }

    private long? Time(Section section, string key)
    {
        if (section.Scalar(key) is not { } text)
        {
            return null;
        }

        var timeMs = clock.Read(text.Text);
        if (timeMs is null)
        {
            section.Problems.Error(text, "not-a-time", $"'{key}' is a time such as {ScenarioClock.Examples}, not '{text.Text}'");
        }

        return timeMs;
    }
}
