namespace Tocsin.Engine.Auditing;

/// <summary>An open episode.</summary>
/// <param name="Id">As its alarms name it.</param>
/// <param name="StartMs">The time of its first record.</param>
/// <param name="Records">How many it has so far.</param>
/// <param name="Text">What its last firing said; null if it began without one.</param>
public sealed record KeptEpisode(string Id, long StartMs, int Records, string? Text);
