using Tocsin.Runtime.State;
using Tocsin.V1;

namespace Tocsin.Runtime.Ranges;

/// <summary>The state of a partition as a stage has saved it: its records, and the first offset of the input that is not part of it.</summary>
public sealed record RecordedState(long NextOffset, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> Records)
{
    /// <summary>A checkpoint is the last record of its transaction, and few records come after the last one.</summary>
    private const int Tail = 256;

    /// <summary>What the newest checkpoint reflects, found by reading the changelog's last records; null if none of them is a checkpoint.</summary>
    public static long? NewestOffset(IRecordedLog log, string topic, int partition)
    {
        ArgumentNullException.ThrowIfNull(log);
        var bounds = log.Bounds(topic, partition);
        long? newest = null;
        foreach (var record in log.Read(topic, partition, bounds with { From = Math.Max(bounds.From, bounds.To - Tail) }, CancellationToken.None))
        {
            newest = Changelog.IsCheckpoint(new StateRecord(record.Key ?? [], record.Value)) ? Checkpoint.Parser.ParseFrom(record.Value).NextOffset : newest;
        }

        return newest;
    }

    /// <summary>The newest state there is, null if none was saved.</summary>
    public static RecordedState? Read(IRecordedLog log, string topic, int partition)
    {
        ArgumentNullException.ThrowIfNull(log);
        var restored = new RestoredState();
        foreach (var record in log.Read(topic, partition, log.Bounds(topic, partition), CancellationToken.None))
        {
            restored.Add(new StateRecord(record.Key ?? [], record.Value));
        }

        return restored.Checkpoint is { } checkpoint ? new(checkpoint.NextOffset, restored.Records) : null;
    }
}
