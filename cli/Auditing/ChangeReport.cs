using System.Collections.Immutable;
using Tocsin.Cli.Tailing;
using Tocsin.Detect.Auditing;
using Tocsin.Engine.Auditing;

namespace Tocsin.Cli.Auditing;

/// <summary>What one rule set raises that another doesn't, and the other way round.</summary>
internal sealed record ChangeReport(
    string Old, string New, IReadOnlyList<BacktestOutcome> Outcomes, long OldAlarms, long NewAlarms, long Same, ImmutableArray<AlarmChange> Changes)
{
    public const string AddedWord = "added";
    public const string RemovedWord = "removed";
    public const string MovedWord = "moved";

    public long Samples => Outcomes.Sum(outcome => outcome.Samples);

    /// <summary>By rule and entity, with the first and the last of each kind.</summary>
    public IEnumerable<ChangeTotal> Totals => Changes
        .GroupBy(change => (change.Alarm.Rule, change.Alarm.Scope, change.Alarm.Id0, change.Alarm.Id1, Kind: KindOf(change)))
        .Select(group => new ChangeTotal(group.Key.Rule, group.Last().Alarm.Name, group.Key.Kind, group.Count(), group.Min(change => change.TimeMs), group.Max(change => change.TimeMs)))
        .OrderBy(total => total.Rule, StringComparer.Ordinal).ThenBy(total => total.Entity, StringComparer.Ordinal).ThenBy(total => total.Kind, StringComparer.Ordinal);

    public static string KindOf(AlarmChange change) => (change.OldMs, change.NewMs) switch
    {
        (null, _) => AddedWord,
        (_, null) => RemovedWord,
        _ => MovedWord,
    };

    public int Count(string kind) => Changes.Count(change => KindOf(change) == kind);

    public object ToJson() => new
    {
        Old,
        New,
        Samples,
        OldAlarms,
        NewAlarms,
        Same,
        Added = Count(AddedWord),
        Removed = Count(RemovedWord),
        Moved = Count(MovedWord),
        Totals,
        Changes = Changes.Select(change => new { Kind = KindOf(change), change.Alarm.Rule, Entity = change.Alarm.Name, change.Alarm.Id0, change.Alarm.Id1, State = StateWord.Of(change.Alarm.State), change.OldMs, change.NewMs }),
    };

    internal sealed record ChangeTotal(string Rule, string Entity, string Kind, int Count, long FirstMs, long LastMs);
}
