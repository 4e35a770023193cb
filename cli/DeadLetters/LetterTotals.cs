namespace Tocsin.Cli.DeadLetters;

/// <summary>How many dead letters there are of a stage and class, and what became of them.</summary>
internal sealed record LetterTotals(string Stage, string Class, int Count, IReadOnlyDictionary<string, int> Statuses)
{
    /// <summary>By stage, within it the most frequent first.</summary>
    public static IReadOnlyList<LetterTotals> Of(IEnumerable<(Letter Letter, LetterStatus Status)> letters) =>
        [.. letters
            .GroupBy(each => (each.Letter.Stage, each.Letter.ErrorClass))
            .Select(group => new LetterTotals(
                group.Key.Stage,
                group.Key.ErrorClass,
                group.Count(),
                group.GroupBy(each => each.Status).OrderBy(status => status.Key).ToDictionary(status => StatusWord.Of(status.Key), status => status.Count())))
            .OrderBy(total => total.Stage, StringComparer.Ordinal).ThenByDescending(total => total.Count).ThenBy(total => total.Class, StringComparer.Ordinal)];

    public static void Write(Terminal terminal, IReadOnlyList<LetterTotals> totals)
    {
        if (totals.Count == 0)
        {
            terminal.Out.WriteLine("no dead letters");
            return;
        }

        terminal.Out.WriteLine($"{Plural.Of(totals.Sum(total => total.Count), "dead letter")}:");
        foreach (var total in totals)
        {
            var statuses = string.Join(", ", total.Statuses.Select(status => $"{status.Value} {status.Key}"));
            terminal.Out.WriteLine($"  {OneLine.Of(total.Stage)}  {OneLine.Of(total.Class)}  {total.Count}: {statuses}");
        }
    }
}
