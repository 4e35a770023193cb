namespace Tocsin.Runtime.Telemetry;

/// <summary>A number that only grows: one thread adds to it, any thread may read it.</summary>
internal sealed class Tally
{
    private long _value;

    public long Value => Volatile.Read(ref _value);

    public void Add(long amount) => Volatile.Write(ref _value, _value + amount);
}
