using System.Collections.Immutable;
using Tocsin.V1;

namespace Tocsin.Engine.Templates;

/// <summary>Why an alarm is told, where a policy says so. Texts are empty where there is nothing to say.</summary>
public sealed record ErrandWords
{
    private const string Several = "(several)";

    public static ErrandWords None { get; } = new();

    public string RecordId { get; init; } = "";

    public string Policy { get; init; } = "";

    /// <summary>fatal, warning or remind.</summary>
    public string Level { get; init; } = "";

    public string Package { get; init; } = "";

    /// <summary>"repeat", or the name of a step of escalation; empty if it is the alarm itself.</summary>
    public string Cause { get; init; } = "";

    public static ErrandWords Of(Errand errand) => new()
    {
        RecordId = errand.RecordId,
        Policy = errand.Policy,
        Level = AlarmWords.Of(errand.Level),
        Package = errand.Package,
        Cause = errand.Cause,
    };

    /// <summary>What several have in common; where they differ it is "(several)".</summary>
    public static ErrandWords Common(IReadOnlyCollection<ErrandWords> all) => all.Count == 0 ? None : new()
    {
        RecordId = Same(all, words => words.RecordId),
        Policy = Same(all, words => words.Policy),
        Level = Same(all, words => words.Level),
        Package = Same(all, words => words.Package),
        Cause = Same(all, words => words.Cause),
    };

    /// <summary>By the ids of the alarms; an alarm that is told for several reasons at once has what they have in common.</summary>
    public static ImmutableDictionary<string, ErrandWords> ByAlarm(IEnumerable<(AlarmMessage Alarm, Errand? Errand)> told) => told
        .Where(each => each.Errand is not null)
        .GroupBy(each => each.Alarm.Id, each => Of(each.Errand!))
        .ToImmutableDictionary(group => group.Key, group => Common([.. group]));

    private static string Same(IReadOnlyCollection<ErrandWords> all, Func<ErrandWords, string> part)
    {
        var first = part(all.First());
        return all.All(words => part(words) == first) ? first : Several;
    }
}
