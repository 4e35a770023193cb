namespace Tocsin.Runtime.Telemetry;

/// <summary>What a stage did with samples, all of a record together so that counting costs nothing for each.</summary>
public readonly record struct SampleWork(long Samples, long Ignored, long Late, long Checks, long Silenced);
