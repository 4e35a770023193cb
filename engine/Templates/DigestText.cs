using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>
/// Several alarms as one text: a line with totals by state and rule, then a line for each alarm in their order, as many as fit, then how many don't.
/// </summary>
public static class DigestText
{
    private const int MaxLineLetters = 300;
    private const int MaxRules = 5;

    /// <param name="alarms">At least one.</param>
    /// <param name="limit">The most that the text can be.</param>
    /// <param name="more">So many more there are of which nothing else is known here.</param>
    public static string Of(ImmutableArray<AlarmMessage> alarms, TextLimit limit, uint more = 0)
    {
        var text = new StringBuilder(limit.Cut(Totals(alarms, more)));
        var lines = alarms.Select(alarm => "\n" + Line(alarm)).ToList();
        var room = limit.Size - limit.Measure(text.ToString());
        var last = limit.Measure(More(alarms.Length + more));
        var rest = lines.Sum(limit.Measure) + (more > 0 ? last : 0);
        for (var i = 0; i < lines.Count; i++)
        {
            var size = limit.Measure(lines[i]);
            if (rest > room && size > room - last)
            {
                return room < last ? text.ToString() : text.Append(More(lines.Count - i + more)).ToString();
            }

            text.Append(lines[i]);
            room -= size;
            rest -= size;
        }

        return more == 0 || room < last ? text.ToString() : text.Append(More(more)).ToString();
    }

    /// <summary>Of one alarm, such as "firing: cpu of serviceA is high".</summary>
    public static string Line(AlarmMessage alarm)
    {
        var message = OneLine(alarm.AlarmMessage_);
        var name = OneLine(alarm.Name);
        var whose = name.Length == 0 || message.Contains(name, StringComparison.Ordinal) ? "" : $"{name}: ";
        return TextLimit.Letters(MaxLineLetters).Cut($"{State(alarm)}: {whose}{message}");
    }

    private static string Totals(ImmutableArray<AlarmMessage> alarms, uint more)
    {
        var count = alarms.Length + more;
        var states = alarms.GroupBy(State).Select(group => Invariant($"{group.Count()} {group.Key}"));
        var rules = alarms.GroupBy(alarm => alarm.RuleName).OrderByDescending(group => group.Count()).ToList();
        var named = rules.Take(MaxRules).Select(group => Invariant($"{OneLine(group.Key)} {group.Count()}"));
        var others = rules.Count > MaxRules ? Invariant($", {rules.Count - MaxRules} more rules") : "";
        var unnamed = more > 0 ? Invariant($", {more} counted only") : "";
        return Invariant($"{count} {(count == 1 ? "alarm" : "alarms")}: {string.Join(", ", states)}{unnamed}; {string.Join(", ", named)}{others}");
    }

    private static string More(long alarms) => Invariant($"\nand {alarms} more, see the records");

    private static string State(AlarmMessage alarm) => AlarmWords.Of(alarm.State) is { Length: > 0 } state ? state : "firing";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
