namespace Tocsin.Detect.Auditing;

/// <summary>How far a replay has come, to be looked at from another thread.</summary>
public sealed class AuditProgress
{
    private long _total;
    private long _done;
    private long _samples;

    /// <summary>Records there are to replay; 0 while that isn't known.</summary>
    public long Total => Volatile.Read(ref _total);

    public long Done => Volatile.Read(ref _done);

    public long Samples => Volatile.Read(ref _samples);

    internal void Expect(long records) => Interlocked.Add(ref _total, records);

    internal void Add(long records, long samples)
    {
        Interlocked.Add(ref _done, records);
        Interlocked.Add(ref _samples, samples);
    }
}
