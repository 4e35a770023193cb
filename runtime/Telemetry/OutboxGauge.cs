namespace Tocsin.Runtime.Telemetry;

/// <summary>What the outbox of one receiver is like at present.</summary>
/// <param name="Open">Deliveries that are neither delivered nor given up.</param>
/// <param name="Waiting">Deliveries that wait in the log until some of those are done.</param>
/// <param name="OldestMs">When the oldest of all of them was queued; <see cref="long.MaxValue"/> if there is none.</param>
/// <param name="IsCircuitOpen">Nothing is sent for a while because too much went wrong.</param>
internal sealed record OutboxGauge(long Open, long Waiting, long OldestMs, bool IsCircuitOpen)
{
    public static OutboxGauge Empty { get; } = new(0, 0, long.MaxValue, IsCircuitOpen: false);

    /// <summary>A receiver has one outbox, but while the number of partitions changes it may have two.</summary>
    public static OutboxGauge operator +(OutboxGauge one, OutboxGauge other) =>
        new(one.Open + other.Open, one.Waiting + other.Waiting, Math.Min(one.OldestMs, other.OldestMs), one.IsCircuitOpen || other.IsCircuitOpen);

    public double AgeSeconds(long nowMs) => OldestMs == long.MaxValue ? 0 : Math.Max(0, nowMs - OldestMs) / 1000.0;
}
