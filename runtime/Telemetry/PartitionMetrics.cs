namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// What one partition of a stage's input is like at present. The stage's thread sets it; a scrape reads it from another thread. Counts of a record
/// processed again on restore are left out, since they were counted when it was processed first.
/// </summary>
public sealed class PartitionMetrics
{
    private const long Unknown = -1;
    private readonly StageMetrics _stage;
    private long _entities;
    private long _windows;
    private long _dueMs = long.MaxValue;
    private long _next = Unknown;
    private long _end = Unknown;
    private volatile bool _isRunning;

    internal PartitionMetrics(StageMetrics stage)
    {
        _stage = stage;
        Deliveries = new DeliveryMetrics(stage, this);
        Actions = new ActionMetrics(stage, this);
    }

    /// <summary>What the partition has to do with receivers, if anything.</summary>
    public DeliveryMetrics Deliveries { get; }

    /// <summary>What the partition decides about requests, if anything.</summary>
    public ActionMetrics Actions { get; }

    /// <summary>Set by the runner while it processes records again whose outputs don't count.</summary>
    public bool IsReplaying { get; set; }

    /// <summary>False while the partition's state is restored, which is how it begins.</summary>
    public bool IsRunning
    {
        get => _isRunning;
        set => _isRunning = value;
    }

    internal long Entities => Volatile.Read(ref _entities);

    internal long Windows => Volatile.Read(ref _windows);

    /// <summary>When the next check is due by the log's time; <see cref="long.MaxValue"/> if none is.</summary>
    internal long DueMs => Volatile.Read(ref _dueMs);

    /// <summary>Records in the partition that are not yet processed; null if not known.</summary>
    internal long? ConsumerLag => Volatile.Read(ref _next) is >= 0 and var next && Volatile.Read(ref _end) is >= 0 and var end ? Math.Max(0, end - next) : null;

    /// <summary>To be called with the stage's <c>TickDueMs</c> whenever the runner looks at it.</summary>
    public void SetDue(long dueMs) => Volatile.Write(ref _dueMs, dueMs);

    /// <summary>To be called once a cycle with the first offset not yet processed and the partition's end; negative values are not known.</summary>
    public void SetPosition(long nextOffset, long endOffset)
    {
        Volatile.Write(ref _next, nextOffset);
        Volatile.Write(ref _end, endOffset);
    }

    /// <summary>To be called by the stage after each record.</summary>
    public void SetSize(long entities, long windows)
    {
        Volatile.Write(ref _entities, entities);
        Volatile.Write(ref _windows, windows);
    }

    /// <summary>To be called by the stage after each record with what it did since the last call.</summary>
    public void AddWork(in SampleWork work)
    {
        if (!IsReplaying)
        {
            _stage.AddWork(work);
        }
    }

    /// <summary>A sample, or a whole record, took no part.</summary>
    public void Rejected(string reason)
    {
        if (!IsReplaying)
        {
            _stage.SamplesRejected.Add(reason);
        }
    }
}
