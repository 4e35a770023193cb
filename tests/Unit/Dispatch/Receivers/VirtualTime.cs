namespace Tocsin.Unit.Dispatch.Receivers;

/// <summary>Time that passes when a test says so. Timers are real ones.</summary>
internal sealed class VirtualTime(long nowMs) : TimeProvider
{
    private long _nowMs = nowMs;

    public override long TimestampFrequency => 1_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref _nowMs));

    public override long GetTimestamp() => Volatile.Read(ref _nowMs);

    public void Pass(long ms) => Interlocked.Add(ref _nowMs, ms);
}
