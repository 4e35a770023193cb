namespace Tocsin.Engine.Rules.Reading;

/// <summary>Finds the word somebody meant.</summary>
public static class Spelling
{
    private const int MaxLength = 64;
    private const int MaxKnown = 1_000;

    /// <summary>The nearest of the known words as the end of a message, or the list of them if none is near.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known) =>
        known.Count <= MaxKnown && Nearest(word, known) is { } near ? $"; did you mean '{near}'?"
        : known.Count is > 0 and <= 12 ? $"; known are {string.Join(", ", known)}"
        : "";

    /// <summary>The nearest of the known words, null if none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxLength)
        {
            return null;
        }

        var tolerance = Math.Max(1, (word.Length + 1) / 3);
        return known.Where(candidate => Math.Abs(candidate.Length - word.Length) <= tolerance)
            .Select(candidate => (candidate, distance: Distance(Plain(word), Plain(candidate))))
            .Where(pair => pair.distance <= tolerance)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    private static string Plain(string word) => word.Replace('_', '-').ToUpperInvariant();

    /// <summary>Letters to insert, drop or replace.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
