namespace Tocsin.Runtime.Topics;

/// <summary>One thing about a topic that isn't as it should be.</summary>
public sealed record Deviation(string Topic, string What, string Expected, string Actual);
