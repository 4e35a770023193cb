using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Applying;

/// <summary>The difference between two rule sets for programs.</summary>
internal sealed record DiffReport(string? From, string To, IEnumerable<DiffReport.Change> Changes, IEnumerable<KeyChange> Settings, int Kept)
{
    public static DiffReport Of(string? from, string to, RuleSetDiff diff) => new(
        from,
        to,
        diff.Changes.Select(change => new Change(change.Name, Word(change.Kind), change.Keys, change.Resets, change.ClosesEpisodes)),
        diff.Settings,
        diff.Kept);

    private static string Word(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Added => "added",
        RuleChangeKind.Removed => "removed",
        _ => "changed",
    };

    internal sealed record Change(string Rule, string Kind, IEnumerable<KeyChange> Keys, bool ResetsWindows, bool ClosesEpisodes);
}
