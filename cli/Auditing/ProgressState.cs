namespace Tocsin.Cli.Auditing;

/// <summary>How far something has come: records of a total, and samples, of which nobody knows how many there are.</summary>
internal readonly record struct ProgressState(long Done, long Total, long Samples);
