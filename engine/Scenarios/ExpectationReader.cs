using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Tocsin.Engine.Detection;
using Tocsin.Engine.Rules.Reading;
using Tocsin.Engine.Rules.Yaml;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Reads what a test expects. <paramref name="rules"/> are the names a rule may have; null if they can't be known.</summary>
internal sealed class ExpectationReader(ScenarioClock clock, EntityTable entities, IReadOnlyCollection<string>? rules)
{
    private static readonly string[] _alarmKeys = ["at", "rule", "entity", "state", "reason", "message", "value", "tags", "matched"];
    private static readonly string[] _rejectionKeys = ["at", "reason", "metric", "entity"];
    private static readonly FrozenDictionary<string, AlarmState> _states = Words<AlarmState>(state => state != AlarmState.Unspecified);
    private static readonly FrozenDictionary<string, AlarmReason> _alarmReasons = Words<AlarmReason>(reason => reason != AlarmReason.Unspecified);

    /// <summary>Only those a sample can get.</summary>
    private static readonly FrozenDictionary<string, RejectReason> _rejectReasons =
        Words<RejectReason>(reason => reason is RejectReason.Invalid or RejectReason.Late or RejectReason.Future);

    public ImmutableArray<ExpectedAlarm> Alarms(Section test, string key) =>
        [.. Items(test, key, "an expected alarm", _alarmKeys).Select(item => Alarm(item.At, item.Section)).OfType<ExpectedAlarm>()];

    public ImmutableArray<ExpectedRejection> Rejections(Section test, string key) =>
        [.. Items(test, key, "an expected rejection", _rejectionKeys).Select(item => Rejection(item.At, item.Section)).OfType<ExpectedRejection>()];

    /// <summary>Null if the key isn't there.</summary>
    public FrozenSet<string>? Rules(Section test, string key)
    {
        var names = test.Texts(key);
        foreach (var name in names)
        {
            CheckRule(name, test);
        }

        return names.IsEmpty ? null : names.Select(name => name.Text).ToFrozenSet();
    }

    private static IEnumerable<(YamlNode At, Section Section)> Items(Section test, string key, string what, string[] keys)
    {
        var value = test.Find(key);
        if (value is not (null or YamlSequence))
        {
            test.Problems.Error(value, "wrong-type", $"'{key}' is a list, [] for nothing; here is {value.Shape}");
        }

        foreach (var item in (value as YamlSequence)?.Items ?? [])
        {
            if (Section.Open(item, item, what, keys, test.Problems) is { } section)
            {
                yield return (item, section);
            }
        }
    }

    private ExpectedAlarm? Alarm(YamlNode at, Section section)
    {
        var atMs = Time(section);
        var rule = section.Required("rule");
        var entity = Entity(section, section.Required("entity"));
        if (rule is not null)
        {
            CheckRule(rule, section);
        }

        var state = section.Choice("state", _states) ?? AlarmState.Firing;
        var reason = section.Choice("reason", _alarmReasons);
        var matched = section.Whole("matched", 0, int.MaxValue);
        var values = section.Texts("value");
        var tags = section.Pairs("tags");
        return atMs is null || rule is null || entity is null ? null : new()
        {
            Line = at.Line,
            AtMs = atMs.Value,
            Rule = rule.Text,
            Entity = entity,
            State = state,
            Reason = reason,
            Message = section.Text("message"),
            Values = values.IsEmpty ? null : values.Select(CheckNumber(section)).ToImmutableArray(),
            Tags = section.Has("tags") ? tags.ToImmutableSortedDictionary(StringComparer.Ordinal) : null,
            Matched = (uint?)matched,
        };
    }

    private ExpectedRejection? Rejection(YamlNode at, Section section)
    {
        var atMs = Time(section);
        var entity = section.Scalar("entity") is { } name ? Entity(section, name) : null;
        var reason = section.Required("reason") is null ? null : section.Choice("reason", _rejectReasons);
        return atMs is null || reason is null ? null : new()
        {
            Line = at.Line,
            AtMs = atMs.Value,
            Reason = reason.Value,
            Metric = section.Text("metric"),
            Entity = entity,
        };
    }

    private long? Time(Section section)
    {
        if (section.Required("at") is not { } at)
        {
            return null;
        }

        var timeMs = clock.Read(at.Text);
        if (timeMs is null)
        {
            section.Problems.Error(at, "not-a-time", $"'at' is a time such as {ScenarioClock.Examples}, not '{at.Text}'");
        }

        return timeMs;
    }

    private Entity? Entity(Section section, YamlScalar? name)
    {
        var entity = name is null ? null : entities.Find(name.Text);
        if (name is not null && entity is null)
        {
            section.Problems.Error(name, "unknown-entity", $"no entity '{name.Text}' is declared or has samples in this test{Spelling.Hint(name.Text, entities.Names)}");
        }

        return entity;
    }

    private void CheckRule(YamlScalar rule, Section section)
    {
        if (rules?.Contains(rule.Text) == false)
        {
            section.Problems.Error(rule, "unknown-rule", $"there is no rule '{rule.Text}'{Spelling.Hint(rule.Text, rules)}");
        }
    }

    private static Func<YamlScalar, string> CheckNumber(Section section) => scalar =>
    {
        if (!double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            section.Problems.Error(scalar, "not-a-value", $"'value' is the number the alarm tells, of a composite rule a list of them, not '{scalar.Text}'");
        }

        return scalar.Text;
    };

    private static FrozenDictionary<string, T> Words<T>(Func<T, bool> isMeant)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(isMeant).ToFrozenDictionary(word => Wording.Upper(word.ToString()), StringComparer.OrdinalIgnoreCase);
}
