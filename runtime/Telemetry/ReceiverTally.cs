namespace Tocsin.Runtime.Telemetry;

/// <summary>What a stage has counted for one receiver.</summary>
internal sealed class ReceiverTally(string receiver)
{
    /// <summary>The label: the receiver's name, or what all receivers beyond the limit are counted under.</summary>
    public KeyValuePair<string, object?> Label { get; } = new(MetricLabels.Receiver, receiver);

    public Tally Queued { get; } = new();

    public Tally Delivered { get; } = new();

    public Tally Dead { get; } = new();

    public Tally Untold { get; } = new();

    /// <summary>By reason.</summary>
    public TallySet Attempts { get; } = new();

    public Tally Digests { get; } = new();

    public Tally DigestAlarms { get; } = new();
}
