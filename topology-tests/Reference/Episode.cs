namespace Tocsin.TopologyTests.Reference;

/// <summary>What lasts from a first record to a recovery or closing: its identity and what was said in it.</summary>
internal sealed class Episode(string id, long startMs)
{
    public string Id { get; } = id;

    public long StartMs { get; } = startMs;

    public uint Records { get; set; }

    /// <summary>The text of the last firing; null as long as there was none.</summary>
    public string? FiringText { get; set; }
}
