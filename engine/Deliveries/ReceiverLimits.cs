namespace Tocsin.Engine.Deliveries;

/// <summary>What a receiver takes: how much in one message, how many at once, how fast, and how long it is worth trying.</summary>
public sealed record ReceiverLimits
{
    /// <summary>How many alarms one message tells as they are. If more are due than the pace allows messages for, they make one digest.</summary>
    public int AlarmsPerMessage { get; init; } = 1;

    /// <summary>False where a message that tells several alarms couldn't be followed by their recoveries: then each waits for its turn, however many wait.</summary>
    public bool TakesDigests { get; init; } = true;

    /// <summary>Recoveries go out apart from alarms.</summary>
    public bool KeepsRecoveriesApart { get; init; }

    /// <summary>Messages underway at the same time.</summary>
    public int MessagesAtOnce { get; init; } = 1;

    public Pace Pace { get; init; } = Pace.Unlimited;

    public Backoff Backoff { get; init; } = new();

    /// <summary>What was queued longer ago than this is given up.</summary>
    public long MaxAgeMs { get; init; } = 86_400_000;

    /// <summary>
    /// The receiver sees the message's id and knows repetitions by it. So after a restart everything goes out alone that may have been underway so.
    /// </summary>
    public bool SeesIds { get; init; }
}
