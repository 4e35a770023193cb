namespace Tocsin.Engine.Auditing;

/// <summary>A sample as it came to a rule's window.</summary>
/// <param name="Minute">The minute it counts for, from 1970.</param>
/// <param name="Value">As its producer gave it.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Offset">Its record.</param>
/// <param name="ArrivedMs">The record's time.</param>
public sealed record TracedSample(int Minute, string Value, SampleFate Fate, long Offset, long ArrivedMs);
