using Tocsin.Engine.Rules;

namespace Tocsin.Cli.Applying;

/// <summary>The difference between two rule sets for people, and what it does to windows and episodes.</summary>
internal static class DiffText
{
    private const int MaxValue = 60;

    public static void Write(RuleSetDiff diff, Terminal terminal)
    {
        foreach (var change in diff.Changes)
        {
            terminal.Out.WriteLine($"  {Mark(change.Kind, terminal)} {terminal.Bold(change.Name)}{Keys(change)}{Effect(change)}");
        }

        foreach (var setting in diff.Settings)
        {
            terminal.Out.WriteLine($"  {terminal.Yellow("~")} {Key(setting)}");
        }

        terminal.Out.WriteLine(Summary(diff));
    }

    private static string Mark(RuleChangeKind kind, Terminal terminal) => kind switch
    {
        RuleChangeKind.Added => terminal.Green("+"),
        RuleChangeKind.Removed => terminal.Red("-"),
        _ => terminal.Yellow("~"),
    };

    private static string Keys(RuleChange change) => change.Keys.IsEmpty ? "" : $" {string.Join(", ", change.Keys.Select(Key))}";

    private static string Key(KeyChange key) => $"{key.Key}: {Value(key.Before)} -> {Value(key.After)}";

    private static string Value(string? value) => value is null ? "(none)" : value.Length <= MaxValue ? value : $"{value[..MaxValue]}...";

    private static string Effect(RuleChange change)
    {
        var closes = change.ClosesEpisodes ? "open episodes are closed" : "";
        return change.Kind switch
        {
            RuleChangeKind.Added => ": new",
            RuleChangeKind.Removed => $": removed{(closes.Length > 0 ? "; " : "")}{closes}",
            _ => $"; {(change.Resets ? "windows start anew" : "windows are kept")}{(closes.Length > 0 ? ", " : "")}{closes}",
        };
    }

    private static string Summary(RuleSetDiff diff)
    {
        if (diff.IsEmpty)
        {
            return "No rule changes its meaning.";
        }

        var resets = diff.Changes.Count(change => change.Resets);
        var closes = diff.Changes.Count(change => change.ClosesEpisodes);
        var added = diff.Changes.Count(change => change.Kind == RuleChangeKind.Added);
        return $"{added} new, {Plural.Of(resets, "rule")} with windows that start anew, {Plural.Of(closes, "rule")} with open episodes to close, {diff.Kept} kept as they are.";
    }
}
