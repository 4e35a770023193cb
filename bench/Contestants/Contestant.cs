namespace Tocsin.Benchmarks.Contestants;

/// <summary>Something that takes the samples of a fleet and evaluates rules over them.</summary>
internal abstract class Contestant
{
    public abstract int SamplesPerMinute { get; }

    /// <summary>Moves the clock to the minute, does the checks that fell due and takes the samples of the minute.</summary>
    public abstract void Run(int minute);
}
