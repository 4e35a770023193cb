using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Tocsin.Runtime.Stages;

/// <summary>
/// Keeps outputs below what a broker takes in one record unless told otherwise, so that a record which leads to a larger one doesn't stop its
/// partition. What comes of an output depends on nothing but its cause, on replay too.
/// </summary>
internal static class SizeLimit
{
    /// <summary>A broker's default is 1 048 588 bytes, with what the protocol adds.</summary>
    public const int MaxBytes = 1_040_000;

    /// <summary>The output as it is if it is small enough, else a dead letter in its place; a dead letter itself is cut and says so.</summary>
    public static OutputRecord Fit(OutputRecord output, InputRecord cause, StageIdentity identity)
    {
        var size = Size(output);
        if (size <= MaxBytes)
        {
            return output;
        }

        if (output.Topic != identity.DeadLetterTopic)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"an output for {output.Topic} has {size} bytes, expected at most {MaxBytes}");
            return Fit(DeadLetter.From(identity.DeadLetterTopic, cause, identity.Name, "too-large", message), cause, identity);
        }

        return Cut(output);
    }

    /// <summary>Cuts the value first; where key or headers alone are too large, they are left out, but for what the stage says.</summary>
    private static OutputRecord Cut(OutputRecord letter)
    {
        var ours = new Headers();
        foreach (var header in letter.Headers!.Where(header => header.Key.StartsWith(DeadLetter.HeaderPrefix, StringComparison.Ordinal)))
        {
            ours.Add(header.Key, header.GetValueBytes());
        }

        letter.Headers!.Add(DeadLetter.HeaderPrefix + "value-bytes", Bytes(letter.Value));
        ours.Add(DeadLetter.HeaderPrefix + "value-bytes", Bytes(letter.Value));
        var room = MaxBytes - Size(letter with { Value = null });
        return room >= 0 ? letter with { Value = letter.Value?[..Math.Min(room, letter.Value.Length)] } : letter with { Key = null, Headers = ours, Value = null };
    }

    private static byte[] Bytes(byte[]? value) => Encoding.UTF8.GetBytes((value?.Length ?? 0).ToString(CultureInfo.InvariantCulture));

    /// <summary>Of key, value and headers.</summary>
    public static int Size(OutputRecord output) =>
        (output.Key?.Length ?? 0) + (output.Value?.Length ?? 0) + (output.Headers ?? []).Sum(header => header.Key.Length + (header.GetValueBytes()?.Length ?? 0));
}
