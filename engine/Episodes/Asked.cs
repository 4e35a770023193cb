namespace Tocsin.Engine.Episodes;

/// <summary>Something that was asked for and may have to be taken back.</summary>
/// <param name="RecordId">The processing record.</param>
/// <param name="Key">The key of its request.</param>
/// <param name="UntilMs">Nobody waits any longer then.</param>
/// <param name="Guard">The policy, if it had to pass the storm guard; else empty.</param>
internal sealed record Asked(string RecordId, string Key, long UntilMs, string Guard);
