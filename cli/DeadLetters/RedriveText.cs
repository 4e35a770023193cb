namespace Tocsin.Cli.DeadLetters;

/// <summary>What a redrive would do, and what it did.</summary>
internal static class RedriveText
{
    private const int MaxLines = 20;

    public static void WritePlan(RedrivePlan plan, Terminal terminal)
    {
        foreach (var redrive in plan.Going.Take(MaxLines))
        {
            terminal.Out.WriteLine($"{redrive.Letter.Place}  {LetterLine.About(redrive.Letter, terminal)}  -> {redrive.Record.Topic}");
        }

        if (plan.Going.Count > MaxLines)
        {
            terminal.Out.WriteLine($"... and {plan.Going.Count - MaxLines} more");
        }

        terminal.Out.WriteLine($"{Plural.Of(plan.Going.Count, "dead letter")} would go{Targets(plan.Going)}{Skips(plan)}");
    }

    public static void WriteOutcome(RedrivePlan plan, int went, Terminal terminal)
    {
        var rest = went < plan.Going.Count ? $"; {plan.Going.Count - went} did not, the same command again sends them" : "";
        terminal.Out.WriteLine($"{Plural.Of(went, "dead letter")} went{Targets(plan.Going.Take(went))}{rest}{Skips(plan)}");
    }

    private static string Targets(IEnumerable<Redrive> redrives)
    {
        var targets = string.Join(", ", redrives.GroupBy(redrive => redrive.Record.Topic).Select(group => $"{group.Count()} to {group.Key}"));
        return targets.Length > 0 ? $": {targets}" : "";
    }

    private static string Skips(RedrivePlan plan) => plan.Skipped.Count == 0 ? ""
        : $"; {plan.Skipped.Count} skipped: {string.Join(", ", plan.Skipped.GroupBy(skipped => skipped.Skip.Reason).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {OneLine.Of(group.Key)}"))}";
}
