namespace Tocsin.TopologyTests.Reference;

/// <summary>What is known of an entity from its valid samples of metrics that some rule asks for.</summary>
internal sealed class KnownEntity
{
    public Naming Naming { get; set; } = Naming.None;

    /// <summary>The next check at the time of its last such sample.</summary>
    public int NextCheckThen { get; set; }

    public HashSet<string> Metrics { get; } = [];
}
