using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Integration.Auditing;

/// <summary>A log some of whose records somebody has changed or taken away.</summary>
internal sealed class TamperedLog(IRecordedLog log, Func<InputRecord, InputRecord?> tamper) : IRecordedLog
{
    public string Name => log.Name;

    /// <summary>Comes after the records of its partition.</summary>
    public InputRecord? Added { get; init; }

    public int Partitions(string topic) => log.Partitions(topic);

    public RecordRange Bounds(string topic, int partition) => log.Bounds(topic, partition);

    public long OffsetOf(string topic, int partition, long timeMs) => log.OffsetOf(topic, partition, timeMs);

    public IEnumerable<InputRecord> Read(string topic, int partition, RecordRange range, CancellationToken cancel)
    {
        foreach (var record in log.Read(topic, partition, range, cancel))
        {
            if (tamper(record) is { } changed)
            {
                yield return changed;
            }
        }

        if (Added is not null && (Added.Topic, Added.Partition) == (topic, partition))
        {
            yield return Added with { Offset = range.To };
        }
    }

    public IReadOnlyDictionary<int, long> Committed(string group, string topic) => log.Committed(group, topic);

    public void Dispose()
    {
        // The log belongs to the test.
    }
}
