using Tocsin.Runtime.Logs;

namespace Tocsin.Runtime.Stages;

/// <summary>Records to write outside of transactions for which the log had no room yet, in order.</summary>
internal sealed class Backlog
{
    private readonly Queue<(OutputRecord Record, int Partition)> _records = [];

    public int Count => _records.Count;

    /// <param name="record">The record.</param>
    /// <param name="partition">Where to; -1 leaves it to the key.</param>
    public void Add(OutputRecord record, int partition) => _records.Enqueue((record, partition));

    /// <summary>Writes as many as there is room for.</summary>
    public void Write(ILog log)
    {
        while (_records.TryPeek(out var next) && log.TryProduce(next.Record, next.Partition))
        {
            _records.Dequeue();
        }
    }

    public void Clear() => _records.Clear();
}
