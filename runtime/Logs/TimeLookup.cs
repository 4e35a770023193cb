using Confluent.Kafka;
using Tocsin.Runtime.Stages;

namespace Tocsin.Runtime.Logs;

/// <summary>Finds where the records of a topic from a time on begin.</summary>
internal sealed class TimeLookup(IConsumer<byte[], byte[]> consumer, ClientWatch watch, string topic)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>For each of the first so many partitions the first record that isn't older, or the end if there is none.</summary>
    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public IReadOnlyList<TopicPartitionOffset> Find(int partitions, long sinceMs) => Find([.. Enumerable.Range(0, partitions)], sinceMs);

    /// <summary>Of these partitions.</summary>
    /// <exception cref="StageFailureException">Kafka doesn't answer, or refuses what waiting will not mend.</exception>
    public IReadOnlyList<TopicPartitionOffset> Find(IReadOnlyList<int> partitions, long sinceMs)
    {
        try
        {
            // The ends come first: what is appended after them has a place of its own.
            var bounds = partitions.ToDictionary(partition => partition, partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), _patience));
            var found = Ask(partitions, sinceMs);
            var unknown = found.Where(each => each.Value == Offset.End && bounds[each.Key].Low < bounds[each.Key].High).Select(each => each.Key).ToList();

            // Every record is younger than this, so a broker that finds none can't look up times, as the embedded one: then reading begins at the start.
            var oldest = unknown.Count > 0 ? Ask(unknown, 0) : [];
            return [.. partitions.Select(partition => new TopicPartitionOffset(topic, partition,
                found[partition] != Offset.End ? found[partition]
                : oldest.TryGetValue(partition, out var first) && first == Offset.End ? bounds[partition].Low
                : bounds[partition].High))];
        }
        catch (KafkaException exception)
        {
            watch.ThrowIfFailed();
            throw new StageFailureException($"where the records of a time stand in {topic} can't be found: {exception.Error.Reason}", exception);
        }
    }

    private Dictionary<int, Offset> Ask(IEnumerable<int> partitions, long timeMs) => consumer
        .OffsetsForTimes(partitions.Select(partition => new TopicPartitionTimestamp(topic, partition, new Timestamp(timeMs, TimestampType.NotAvailable))), _patience)
        .ToDictionary(found => found.Partition.Value, found => found.Offset);
}
