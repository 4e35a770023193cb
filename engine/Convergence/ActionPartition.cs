using Tocsin.V1;

namespace Tocsin.Engine.Convergence;

/// <summary>
/// All that decides in one partition of the actions topic: episodes of alarms, the storm guard, and the defense before packages. Its only input is the
/// partition's records, its only clock the highest timestamp seen.
/// </summary>
public sealed class ActionPartition
{
    private readonly string _topic;
    private readonly int _partition;
    private readonly Converger _converger;

    private ActionPartition(string topic, int partition, Converger converger)
    {
        _topic = topic;
        _partition = partition;
        _converger = converger;
    }

    /// <summary>The log time from which on a tick would make a difference; <see cref="long.MaxValue"/> if none would.</summary>
    public long TickDueMs => _converger.TickDueMs;

    /// <summary>Records that run or wait.</summary>
    public int OpenCount => _converger.OpenCount;

    /// <summary>Groups that a request can join, and what is counted for one.</summary>
    public int GroupCount => _converger.GroupCount;

    /// <summary>Goes on from what <see cref="Save"/> gave over time, the newest of each key; from nothing it begins.</summary>
    /// <param name="topic">The topic's name, which origins bear.</param>
    /// <param name="partition">Its number.</param>
    /// <param name="state">What was saved.</param>
    /// <exception cref="InvalidDataException">The state isn't what this program writes.</exception>
    public static ActionPartition Load(string topic, int partition, IReadOnlyCollection<KeyValuePair<byte[], byte[]>> state) => new(topic, partition, Converger.Load(partition, state));

    /// <summary>Takes the next record of the partition, as <see cref="ActionRecords"/> reads it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="key">Its key.</param>
    /// <param name="offset">Its place.</param>
    /// <param name="timestampMs">Its time.</param>
    /// <param name="output">Gets what follows, in order.</param>
    public void Process(ActionRecord record, byte[]? key, long offset, long timestampMs, ConvergenceOutput output)
    {
        _converger.Process(record, key, offset, timestampMs, output);
        Stamp(output, offset);
    }

    /// <summary>Adds what changed since the last time.</summary>
    public void Save(List<KeyValuePair<byte[], byte[]?>> changed) => _converger.Save(changed);

    /// <summary>By its origin a repetition is known; the positions ascend over all that is read by others.</summary>
    private void Stamp(ConvergenceOutput output, long offset)
    {
        var index = 0u;
        foreach (var command in output.Commands)
        {
            command.Origin = Next();
        }

        foreach (var (_, record) in output.Actions)
        {
            switch (record.RecordCase)
            {
                case ActionRecord.RecordOneofCase.Request:
                    record.Request.Origin = Next();
                    break;
                case ActionRecord.RecordOneofCase.Guarded:
                    record.Guarded.Origin = Next();
                    break;
            }
        }

        Origin Next() => new() { Topic = _topic, Partition = _partition, Offset = offset, Index = index++ };
    }
}
