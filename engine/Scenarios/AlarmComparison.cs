using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Engine.Scenarios;

/// <summary>Finds for every expected alarm the one that came, whatever their order, and tells what is left over on either side.</summary>
internal sealed class AlarmComparison(Scenario scenario, Playback playback)
{
    private readonly Wording _wording = new(scenario);
    private readonly List<ExpectedAlarm> _expected = [.. scenario.Alarms];
    private readonly List<AlarmMessage> _actual = [.. playback.Alarms.Where(alarm => scenario.OnlyRules?.Contains(alarm.RuleName) != false)];

    public List<Difference> Differences()
    {
        var explanation = new MissingAlarm(scenario, playback);
        TakePairs((expected, actual) => IsSame(expected, actual) && Compare(expected, actual).Count == 0);
        var differences = TakePairs(IsSame).Concat(TakePairs(IsSameButState)).Select(Different).ToList();
        differences.AddRange(_expected.Select(expected => new Difference(
            DifferenceKind.MissingAlarm, expected.Line, expected.AtMs, _wording.Alarm(expected), [], explanation.Reasons(expected))));
        if (!scenario.AllowsOthers)
        {
            differences.AddRange(_actual.Select(actual => new Difference(
                DifferenceKind.UnexpectedAlarm, scenario.Line, actual.TimeMs, _wording.Alarm(actual), [], [])));
        }

        return differences;
    }

    public static bool IsAbout(AlarmMessage actual, ExpectedAlarm expected) =>
        actual.RuleName == expected.Rule
        && actual.ScopeId == (long)expected.Entity.Scope
        && actual.Id0 == expected.Entity.Id0
        && actual.Id1 == expected.Entity.Id1;

    /// <summary>Pairs the alarms first come, first served, and takes them out of both lists.</summary>
    private List<(ExpectedAlarm Expected, AlarmMessage Actual)> TakePairs(Func<ExpectedAlarm, AlarmMessage, bool> fit)
    {
        var pairs = new List<(ExpectedAlarm, AlarmMessage)>();
        foreach (var expected in _expected.ToList())
        {
            if (_actual.FirstOrDefault(actual => fit(expected, actual)) is { } actual)
            {
                _expected.Remove(expected);
                _actual.Remove(actual);
                pairs.Add((expected, actual));
            }
        }

        return pairs;
    }

    private static bool IsSame(ExpectedAlarm expected, AlarmMessage actual) => IsSameButState(expected, actual) && actual.State == expected.State;

    private static bool IsSameButState(ExpectedAlarm expected, AlarmMessage actual) => actual.TimeMs == expected.AtMs && IsAbout(actual, expected);

    private Difference Different((ExpectedAlarm Expected, AlarmMessage Actual) pair) => new(
        DifferenceKind.DifferentAlarm, pair.Expected.Line, pair.Expected.AtMs, _wording.Alarm(pair.Expected), [.. Compare(pair.Expected, pair.Actual)], []);

    private static List<FieldDifference> Compare(ExpectedAlarm expected, AlarmMessage actual)
    {
        var fields = new List<FieldDifference>();
        Compare(fields, "state", Wording.State(expected.State), Wording.State(actual.State));
        Compare(fields, "reason", expected.Reason is { } reason ? Wording.Reason(reason) : null, Wording.Reason(actual.Reason));
        Compare(fields, "message", expected.Message, actual.AlarmMessage_);
        Compare(fields, "matched", expected.Matched?.ToString(CultureInfo.InvariantCulture), actual.Matched.ToString(CultureInfo.InvariantCulture));
        var values = actual.Values.Select(Wording.Number).ToList();
        if (expected.Values is { } expectedValues && !expectedValues.SequenceEqual(values, NumberComparer.Instance))
        {
            fields.Add(new("value", string.Join(", ", expectedValues), string.Join(", ", values)));
        }

        Compare(fields, "tags", expected.Tags is { } tags ? Tell(tags) : null, Tell(ActualTags(actual)));
        return fields;
    }

    private static void Compare(List<FieldDifference> fields, string field, string? expected, string actual)
    {
        if (expected is not null && expected != actual)
        {
            fields.Add(new(field, expected, actual));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ActualTags(AlarmMessage actual) =>
        (actual.Tags?.Data ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)).OrderBy(tag => tag.Key, StringComparer.Ordinal);

    private static string Tell(IEnumerable<KeyValuePair<string, string>> tags) =>
        "{" + string.Join(", ", tags.Select(tag => $"{tag.Key}: {tag.Value}")) + "}";
}
