using System.Globalization;
using System.Text;

namespace Tocsin.Runtime.Stages;

/// <summary>What the headers of a dead letter say: where its record stood, and what was wrong with it.</summary>
public sealed record DeadLetterNote(string Topic, int Partition, long Offset, string Stage, string ErrorClass, string Message)
{
    /// <summary>The value was too large and is cut; it had so many bytes. Null where it is whole.</summary>
    public long? WholeBytes { get; private init; }

    /// <summary>The place as other messages write it.</summary>
    public string Source => $"{Topic}[{Partition}]@{Offset}";

    /// <summary>Null if the record isn't a dead letter that a stage wrote.</summary>
    public static DeadLetterNote? Of(InputRecord letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return Text(letter, "topic") is { Length: > 0 } topic
            && int.TryParse(Text(letter, "partition"), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            && long.TryParse(Text(letter, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && Text(letter, "stage") is { Length: > 0 } stage
            ? new DeadLetterNote(topic, partition, offset, stage, Text(letter, "class") ?? "", Text(letter, "message") ?? "") { WholeBytes = Whole(letter) }
            : null;
    }

    private static long? Whole(InputRecord letter) =>
        long.TryParse(Text(letter, "value-bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    /// <summary>Of several headers of a name the last: what the original record brought along stands before it.</summary>
    private static string? Text(InputRecord letter, string name) =>
        letter.Headers is { } headers && headers.TryGetLastBytes(DeadLetter.HeaderPrefix + name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
}
