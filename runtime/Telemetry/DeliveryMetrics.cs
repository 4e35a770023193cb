using System.Collections.Concurrent;

namespace Tocsin.Runtime.Telemetry;

/// <summary>
/// What one partition has to do with receivers. To be called from the stage's thread; it never waits. What records processed again on restore would
/// count is left out, so the stage need not know of restores. The gauges are gone when the partition goes to another instance, the counts stay.
/// </summary>
public sealed class DeliveryMetrics
{
    private readonly StageMetrics _stage;
    private readonly PartitionMetrics _partition;
    private readonly ConcurrentDictionary<string, OutboxGauge> _outboxes = new(StringComparer.Ordinal);

    internal DeliveryMetrics(StageMetrics stage, PartitionMetrics partition)
    {
        _stage = stage;
        _partition = partition;
    }

    internal ICollection<KeyValuePair<string, OutboxGauge>> Outboxes => _outboxes;

    /// <summary>There is a new delivery for the receiver.</summary>
    public void Queued(string receiver) => Of(receiver)?.Queued.Add(1);

    /// <summary>A receiver isn't told of an alarm; <paramref name="receiver"/> is empty where there is none for it.</summary>
    public void Untold(string receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        Of(receiver.Length > 0 ? receiver : "none")?.Untold.Add(1);
    }

    /// <summary>A delivery has come to its end.</summary>
    /// <param name="receiver">The receiver's name.</param>
    /// <param name="dead">It was given up; else it was delivered.</param>
    public void Settled(string receiver, bool dead)
    {
        if (Of(receiver) is { } tally)
        {
            (dead ? tally.Dead : tally.Delivered).Add(1);
        }
    }

    /// <summary>A message was sent, whatever came of it.</summary>
    /// <param name="receiver">The receiver's name.</param>
    /// <param name="reason">One word, such as "ok", "timeout", "http-503". Of many different ones the later are counted together.</param>
    /// <param name="elapsed">From the start of the attempt to its outcome.</param>
    public void Attempted(string receiver, string reason, TimeSpan elapsed)
    {
        if (Of(receiver) is { } tally)
        {
            tally.Attempts.Add(reason);
            _stage.AttemptEnded(tally, elapsed);
        }
    }

    /// <summary>A message that told more alarms than the receiver takes as they are has arrived.</summary>
    public void Digested(string receiver, int alarms)
    {
        if (Of(receiver) is { } tally)
        {
            tally.Digests.Add(1);
            tally.DigestAlarms.Add(alarms);
        }
    }

    /// <summary>To be called when the outbox of a receiver has changed.</summary>
    /// <param name="receiver">The receiver's name.</param>
    /// <param name="open">Deliveries that are neither delivered nor given up.</param>
    /// <param name="waiting">Deliveries that wait in the log.</param>
    /// <param name="oldestMs">When the oldest of all of them was queued; <see cref="long.MaxValue"/> if there is none.</param>
    public void SetOutbox(string receiver, long open, long waiting, long oldestMs) =>
        _outboxes[receiver] = Outbox(receiver) with { Open = open, Waiting = waiting, OldestMs = oldestMs };

    /// <summary>Nothing is sent to the receiver for a while, or again.</summary>
    public void SetCircuit(string receiver, bool open) => _outboxes[receiver] = Outbox(receiver) with { IsCircuitOpen = open };

    /// <summary>The receiver is no longer there: its gauges are gone, what was counted stays.</summary>
    public void Forget(string receiver) => _outboxes.TryRemove(receiver, out _);

    private OutboxGauge Outbox(string receiver) => _outboxes.GetValueOrDefault(receiver, OutboxGauge.Empty);

    private ReceiverTally? Of(string receiver) => _partition.IsReplaying ? null : _stage.Receivers.Of(receiver);
}
