using Tocsin.Protos;
using Tocsin.Runtime.Logs;
using Tocsin.Runtime.Stages;

namespace Tocsin.Cli.DeadLetters;

/// <summary>Reads the topic of dead letters from its first record to its present end.</summary>
internal static class Letters
{
    private const long MaxBytes = 512L * 1_024 * 1_024;

    /// <summary>What a letter takes besides its key and value, roughly.</summary>
    private const int BytesBesides = 1_000;

    /// <summary>Those that are wanted, the newest last.</summary>
    /// <exception cref="StageFailureException">There is no such topic, no Kafka, or more than fits into memory.</exception>
    public static List<Letter> Read(ClientSettings client, Topics topics, Func<Letter, bool> isWanted, bool withContent)
    {
        using var reader = new CatchUpReader(client, topics.DeadLetters);
        var letters = new List<Letter>();
        var bytes = 0L;
        reader.ReadOn(record =>
        {
            var letter = Letter.Of(record, topics);
            if (isWanted(letter))
            {
                letters.Add(withContent ? letter : letter.WithoutContent());
                bytes += BytesBesides + (withContent ? (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0) : 0);
            }

            if (bytes > MaxBytes)
            {
                throw new StageFailureException($"{letters.Count} dead letters and more are too many at once: narrow them with --since and --until, --receiver or --class");
            }
        });
        return InOrder(letters);
    }

    /// <summary>
    /// By time, and those of one partition in their order: a letter counts as being as late as the latest before it in its partition, for timestamps may go back.
    /// </summary>
    public static List<Letter> InOrder(IEnumerable<Letter> letters)
    {
        var latest = new Dictionary<int, long>();
        return [.. letters
            .OrderBy(letter => letter.Place.Offset)
            .Select(letter => (Letter: letter, Ms: latest[letter.Place.Partition] = Math.Max(letter.TimeMs, latest.GetValueOrDefault(letter.Place.Partition))))
            .OrderBy(each => each.Ms).ThenBy(each => each.Letter.Place.Partition).ThenBy(each => each.Letter.Place.Offset)
            .Select(each => each.Letter)];
    }
}
