using Tocsin.Benchmarks.Measuring;

namespace Tocsin.Benchmarks.Parts;

/// <summary>A group of measurements that can be run alone.</summary>
internal interface IPart
{
    /// <summary>The word that chooses it on the command line.</summary>
    string Name { get; }

    void Run(TextWriter writer, Contest contest);
}
