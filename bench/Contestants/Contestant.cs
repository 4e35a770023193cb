using Tocsin.Benchmarks.Loads;

namespace Tocsin.Benchmarks.Contestants;

/// <summary>Something that takes the samples of a fleet and evaluates rules over them.</summary>
internal abstract class Contestant
{
    public abstract int SamplesPerMinute { get; }

    /// <summary>Shows it every entity of the fleet once, in the order of their numbers, before they send in another.</summary>
    public abstract void Introduce(Fleet inOrder);

    /// <summary>Moves the clock to the minute, does the checks that fell due and takes the samples of the minute.</summary>
    public abstract void Run(int minute);
}
