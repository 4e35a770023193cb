using Tocsin.Benchmarks.Measuring;
using Tocsin.Benchmarks.Parts;

namespace Tocsin.Benchmarks.EndToEnd;

/// <summary>The whole way, through a broker in this process: the wall's time, and the processor time of everything including that broker.</summary>
internal sealed class EndToEndPart : IPart
{
    public string Name => "end-to-end";

    public void Run(TextWriter writer, Contest contest)
    {
        new ThroughputTable(contest.Repetitions).Write(writer);
        new LatencyTable().Write(writer);
        new RestoreTable().Write(writer);
    }
}
