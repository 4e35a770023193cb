using System.Diagnostics;
using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Ranges;

/// <summary>
/// Finds records by their time: the broker says where they stand. One that doesn't know times, such as the embedded one, answers as if there were none;
/// then a few records are looked at, in halves, as timestamps of a partition rise.
/// </summary>
internal sealed class TimeSearch(RangeConsumer consumer, TopicPartition target, RecordRange bounds, TimeSpan patience)
{
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(200);

    /// <summary>The first offset that isn't older, the end if there is none.</summary>
    public long First(long timeMs)
    {
        if (consumer.OffsetOf(target, timeMs, patience) is { } offset)
        {
            return Math.Clamp(offset, bounds.From, bounds.To);
        }

        var (low, high) = (bounds.From, bounds.To);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var record = At(middle);
            if (record is null || record.Offset >= high || record.TimestampMs >= timeMs)
            {
                high = middle;
            }
            else
            {
                low = record.Offset + 1;
            }
        }

        return low;
    }

    /// <summary>The first record from an offset on; null if there is none before the end.</summary>
    private InputRecord? At(long offset)
    {
        consumer.Begin(target, offset);
        try
        {
            for (var begun = Stopwatch.GetTimestamp(); consumer.Next < bounds.To;)
            {
                if (consumer.Consume(_slice) is { } record)
                {
                    return record;
                }

                if (Stopwatch.GetElapsedTime(begun) > patience)
                {
                    throw consumer.NoAnswer(patience);
                }
            }

            return null;
        }
        finally
        {
            consumer.End();
        }
    }
}
