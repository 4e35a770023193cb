namespace Tocsin.TopologyTests.Simulation;

/// <summary>Something that was done to the world, once for each time it was begun.</summary>
internal sealed class Effect(Tenure by, long offset, long endsMs)
{
    public Tenure By => by;

    /// <summary>Of the record that asks for it.</summary>
    public long Offset => offset;

    /// <summary>What came of it isn't known before.</summary>
    public long EndsMs => endsMs;

    /// <summary>Its owner did not wait for it when it finished.</summary>
    public bool WasCancelled { get; set; }
}
