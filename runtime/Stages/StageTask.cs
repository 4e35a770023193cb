using Tocsin.Runtime.Logs;
using Tocsin.Runtime.State;
using Tocsin.Runtime.Telemetry;
using Tocsin.V1;

namespace Tocsin.Runtime.Stages;

/// <summary>
/// One input partition: first its state is read, then the input since the checkpoint is processed again up to the committed offset, its
/// outputs dropped because they are in the log already; from there on it is live.
/// </summary>
internal sealed class StageTask(int partition, IStateReader reader, long? committed, CreateStage create, PartitionMetrics metrics, long assignedAt) : IDisposable
{
    private readonly RestoredState _restored = new();
    private readonly List<OutputRecord> _scratch = [];
    private readonly List<KeyValuePair<byte[], byte[]?>> _changed = [];

    /// <summary>State records saved but not yet committed, the newest of each key.</summary>
    private readonly Dictionary<byte[], byte[]?> _unsaved = new(KeyComparer.Instance);
    private IStage? _stage;
    private long _savedNext = -1;
    private long _sequence;

    public int Partition => partition;

    public PartitionMetrics Metrics => metrics;

    /// <summary>When the partition was assigned, as a timestamp of the runner's time.</summary>
    public long AssignedAt => assignedAt;

    /// <summary>The stage, once its state is restored.</summary>
    public IStage? Stage => _stage;

    /// <summary>The first offset not yet processed; negative before the first record of a partition without state.</summary>
    public long Next { get; private set; } = -1;

    /// <summary>The log delivers this partition's records.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Past what was committed before this task began.</summary>
    public bool IsLive => IsStarted && Counts(Next);

    /// <summary>Outputs not yet committed.</summary>
    public List<OutputRecord> Outputs { get; } = [];

    /// <summary>When the partition last delivered a record or was given a tick, by the wall clock.</summary>
    public long BusyAtMs { get; set; }

    /// <summary>The end the partition had when the log began to deliver, null while it isn't known. Before it is reached an acting stage doesn't act.</summary>
    public long? ActsFrom { get; set; }

    /// <summary>Everything before <see cref="ActsFrom"/> has been processed.</summary>
    public bool IsCaughtUp { get; set; }

    /// <summary>An acting stage isn't asked before, as a timestamp of the runner's time.</summary>
    public long ActsAgainAt { get; set; } = long.MinValue;

    /// <summary>Records were processed since the position was last committed.</summary>
    public bool IsUncommitted { get; set; }

    /// <summary>The state doesn't reflect all that was processed.</summary>
    public bool IsUnsaved => _savedNext != Next;

    /// <summary>Reads on in the changelog; true once the stage is there.</summary>
    public bool Restore(int maxRecords)
    {
        for (var i = 0; i < maxRecords && reader.Read() is { } record; i++)
        {
            _restored.Add(record);
        }

        if (_stage is null && reader.IsAtEnd)
        {
            _stage = create(partition, _restored.Records);
            Next = _restored.Checkpoint?.NextOffset ?? -1;
            _savedNext = Next;
            _sequence = _restored.Checkpoint?.Sequence ?? 0;
            _restored.Records.Clear();
            reader.Dispose();
        }

        return _stage is not null;
    }

    /// <summary>Processes a record; one that was processed before is passed over. The outputs, if they count, are valid until the next call.</summary>
    public IReadOnlyList<OutputRecord> Take(InputRecord record)
    {
        _scratch.Clear();
        if (record.Offset < Next)
        {
            return _scratch;
        }

        metrics.IsReplaying = !Counts(record.Offset);
        try
        {
            _stage!.Process(record, _scratch);
        }
        finally
        {
            Next = record.Offset + 1;
            IsUncommitted = true;
        }

        return Counts(record.Offset) ? _scratch : [];
    }

    /// <summary>Whether the outputs of the record at an offset are not in the log yet.</summary>
    public bool Counts(long offset) => offset >= (committed ?? long.MinValue);

    /// <summary>The state records to commit now, a checkpoint behind them.</summary>
    public IEnumerable<(int Partition, StateRecord Record)> Save()
    {
        _changed.Clear();
        _stage!.Save(_changed);
        foreach (var (key, value) in _changed)
        {
            _unsaved[key] = value;
        }

        var checkpoint = new Checkpoint { NextOffset = Next, Sequence = _sequence + 1 };
        return _unsaved.Select(record => Changelog.OfStage(record.Key, record.Value))
            .Append(Changelog.OfCheckpoint(checkpoint))
            .Select(record => (partition, record));
    }

    /// <summary>What <see cref="Save"/> gave is committed.</summary>
    public void Saved()
    {
        _unsaved.Clear();
        _savedNext = Next;
        _sequence++;
    }

    /// <summary>Outputs and position are committed.</summary>
    public void Committed()
    {
        Outputs.Clear();
        IsUncommitted = false;
    }

    public void Dispose()
    {
        reader.Dispose();
        (_stage as IDisposable)?.Dispose();
    }
}
