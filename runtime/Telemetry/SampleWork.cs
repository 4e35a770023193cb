namespace Tocsin.Runtime.Telemetry;

/// <summary>What a stage did with samples, all of a record together so that counting costs nothing for each.</summary>
public readonly record struct SampleWork(long Samples, long Ignored, long Late, long Checks, long Silenced)
{
    /// <summary>What was done between an earlier total and this one.</summary>
    public SampleWork Since(in SampleWork earlier) =>
        new(Samples - earlier.Samples, Ignored - earlier.Ignored, Late - earlier.Late, Checks - earlier.Checks, Silenced - earlier.Silenced);
}
