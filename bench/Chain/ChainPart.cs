using Tocsin.Benchmarks.Measuring;
using Tocsin.Benchmarks.Parts;

namespace Tocsin.Benchmarks.Chain;

/// <summary>From a sample to the webhook through all services in one process, as <c>tocsin up</c> runs them.</summary>
internal sealed class ChainPart : IPart
{
    public string Name => "chain";

    public void Run(TextWriter writer, Contest contest) => ChainTable.Write(writer);
}
