using System.Text;
using Confluent.Kafka;

namespace Tocsin.Runtime.Stages;

/// <summary>Makes the record that goes back from the dead letters to where it came from: key and headers as they were, the time being now.</summary>
public static class RedrivenRecord
{
    /// <summary>Says which dead letter it was, as partition@offset.</summary>
    public const string FromHeader = "tocsin.redriven.from";

    /// <param name="letter">The dead letter.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="value">The letter's own value, or what takes its place.</param>
    public static OutputRecord Of(InputRecord letter, string topic, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var headers = new Headers();
        foreach (var header in (letter.Headers ?? []).Where(header => header.Key != FromHeader && !header.Key.StartsWith(DeadLetter.HeaderPrefix, StringComparison.Ordinal)))
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        headers.Add(FromHeader, Encoding.UTF8.GetBytes($"{letter.Partition}@{letter.Offset}"));
        return new OutputRecord(topic, letter.Key, value, headers);
    }
}
