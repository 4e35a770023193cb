namespace Tocsin.TopologyTests.Simulation;

/// <summary>The clock of the simulated cluster and of all that runs on it.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    /// <summary>Begins at a minute's start, so that a failing run is easy to read.</summary>
    public long NowMs { get; private set; } = 1_700_000_040_000;

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => NowMs;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);

    public void Advance(long ms) => NowMs += ms;
}
