using Tocsin.Benchmarks.Measuring;
using Tocsin.Benchmarks.Parts;

namespace Tocsin.Benchmarks.Deliver;

/// <summary>Dispatch as a process of its own, between a broker and receivers that are in this one, and its delivering alone, in memory.</summary>
internal sealed class DeliverPart : IPart
{
    public string Name => "deliver";

    public void Run(TextWriter writer, Contest contest)
    {
        new RateTable(contest.Repetitions).Write(writer);
        new StormTable(contest.Repetitions).Write(writer);
        new BulkheadTable(contest.Repetitions).Write(writer);
    }
}
