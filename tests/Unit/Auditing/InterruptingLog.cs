using Tocsin.Runtime.Ranges;
using Tocsin.Runtime.Stages;

namespace Tocsin.Unit.Auditing;

/// <summary>Somebody presses Ctrl-C after so many records of a topic.</summary>
internal sealed class InterruptingLog(IRecordedLog log, CancellationTokenSource cancel, string topic, int after) : IRecordedLog
{
    private int _left = after;

    public string Name => log.Name;

    public int Partitions(string topic) => log.Partitions(topic);

    public RecordRange Bounds(string topic, int partition) => log.Bounds(topic, partition);

    public long OffsetOf(string topic, int partition, long timeMs) => log.OffsetOf(topic, partition, timeMs);

    public IEnumerable<InputRecord> Read(string read, int partition, RecordRange range, CancellationToken cancelled)
    {
        foreach (var record in log.Read(read, partition, range, cancelled))
        {
            if (read == topic && cancelled.CanBeCanceled && _left-- == 0)
            {
                cancel.Cancel();
            }

            yield return record;
        }
    }

    public IReadOnlyDictionary<int, long> Committed(string group, string topic) => log.Committed(group, topic);

    public void Dispose()
    {
    }
}
