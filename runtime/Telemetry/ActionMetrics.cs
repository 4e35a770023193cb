namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// What one partition of the actions topic decides. To be called from the stage's thread; it never waits. What records processed again on restore
/// would count is left out. The gauges are gone when the partition goes to another instance, the counts stay.
/// </summary>
public sealed class ActionMetrics
{
    private readonly StageMetrics _stage;
    private readonly PartitionMetrics _partition;
    private volatile StrongGauges? _gauges;

    internal ActionMetrics(StageMetrics stage, PartitionMetrics partition)
    {
        _stage = stage;
        _partition = partition;
    }

    /// <summary>Swapped as a whole, so that a reader never sees half of it.</summary>
    private sealed record StrongGauges(ActionGauges Value);

    /// <summary>Null before the first were set.</summary>
    internal ActionGauges? Gauges => _gauges?.Value;

    /// <summary>A processing record has a new state.</summary>
    /// <param name="status">One word.</param>
    /// <param name="reason">What decided, in one word. Of many different ones the later are counted together.</param>
    public void Decided(string status, string reason)
    {
        if (!_partition.IsReplaying)
        {
            _stage.Decisions.Of(status).Add(reason);
        }
    }

    /// <summary>To be called after each record.</summary>
    public void Set(in ActionGauges gauges)
    {
        if (_gauges?.Value != gauges)
        {
            _gauges = new StrongGauges(gauges);
        }
    }
}
